/* Keeps the last briefing sheets on the phone, to be read without signal.

   The network always comes first. A sheet is kept only if the server says so (never a
   reserved one), at most three days, and all of them go when the session ends or when
   somebody else signs in. */

const CAJA = "sigobito-fichas";
const DIAS = 3;
const ESPERA = 8000;
const FICHA = /^\/sigobito\/ficha\/\d+$/;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (ev) => ev.waitUntil(self.clients.claim()));

async function guardar(ruta, respuesta) {
    const caja = await caches.open(CAJA);
    const quien = respuesta.headers.get("X-Sigobito-Quien");
    const ido = respuesta.redirected || respuesta.type === "opaqueredirect";
    if (ido || !quien) {
        // The session is over, or the sheet is not for this reader any more.
        if (ido) {
            await caches.delete(CAJA);
        } else {
            await caja.delete(ruta);
        }
        return;
    }
    const claves = await caja.keys();
    await Promise.all(
        claves.map(async (clave) => {
            const otra = await caja.match(clave);
            if (otra && otra.headers.get("X-Sigobito-Quien") !== quien) {
                await caja.delete(clave);
            }
        }),
    );
    if (respuesta.ok && respuesta.headers.get("X-Sigobito-Guardar") === "1") {
        await caja.put(ruta, respuesta.clone());
    } else {
        await caja.delete(ruta);
    }
}

async function guardada(ruta) {
    const caja = await caches.open(CAJA);
    const respuesta = await caja.match(ruta);
    const hecha = respuesta && Date.parse(respuesta.headers.get("Date"));
    if (!respuesta || !(Date.now() - hecha < DIAS * 86400000)) {
        await caja.delete(ruta);
        return undefined;
    }
    return respuesta;
}

async function pedir(request, ruta) {
    const red = fetch(request).then(async (respuesta) => {
        await guardar(ruta, respuesta);
        return respuesta;
    });
    const tarde = new Promise((listo) => {
        setTimeout(() => guardada(ruta).then((hay) => hay && listo(hay)), ESPERA);
    });
    try {
        return await Promise.race([red, tarde]);
    } catch (error) {
        const respuesta = await guardada(ruta);
        if (!respuesta) {
            throw error;
        }
        return respuesta;
    }
}

self.addEventListener("fetch", (ev) => {
    const { pathname } = new URL(ev.request.url);
    if (ev.request.method === "GET" && FICHA.test(pathname)) {
        // A navigation is answered with what it was redirected to, too.
        ev.respondWith(pedir(ev.request, pathname));
    }
});

self.addEventListener("message", (ev) => {
    const ruta = ev.data && ev.data.guardar;
    if (FICHA.test(ruta || "")) {
        ev.waitUntil(
            fetch(ruta, { credentials: "same-origin" }).then((r) => guardar(ruta, r)),
        );
    }
});
