/* Closing page of an activity: what was typed survives a lost connection, and sent
   twice it counts once (the server knows the key of the page). */

(function () {
    const form = document.querySelector("form");
    const aviso = document.querySelector(".o_aviso");
    const boton = document.querySelector("button[type=submit]");
    const nombre = `sigobito-cierre-${form.dataset.actividad}-${form.dataset.quien}`;
    const campos = [...form.elements].filter(
        (campo) => campo.name && campo.type !== "file" && campo.name !== "csrf_token",
    );

    function texto(cual) {
        return document.querySelector(`.o_texto_${cual}`).textContent.trim();
    }

    function leer() {
        try {
            return JSON.parse(localStorage.getItem(nombre) || "null");
        } catch {
            return null;
        }
    }

    function guardar() {
        const borrador = {};
        for (const campo of campos) {
            if (campo.type === "radio") {
                if (campo.checked) {
                    borrador[campo.name] = campo.value;
                }
            } else {
                borrador[campo.name] =
                    campo.type === "checkbox" ? campo.checked : campo.value;
            }
        }
        try {
            localStorage.setItem(nombre, JSON.stringify(borrador));
        } catch {
            // A full or closed storage: the page itself still has it.
        }
    }

    const borrador = leer();
    for (const campo of borrador ? campos : []) {
        if (campo.type === "radio") {
            campo.checked = borrador[campo.name] === campo.value;
        } else if (campo.type === "checkbox") {
            campo.checked = Boolean(borrador[campo.name]);
        } else if (borrador[campo.name] !== undefined) {
            campo.value = borrador[campo.name];
        }
    }

    function ajustar() {
        const elegido = form.querySelector("[name=desenlace]:checked").value;
        form.dataset.desenlace = elegido;
        form.resultado.required = elegido !== "cancelada";
        if (form.delegado_a_id) {
            form.delegado_a_id.required = elegido === "delegada";
        }
    }

    function decir(frase, clase) {
        aviso.textContent = frase;
        aviso.className = `o_aviso ${clase}`;
        aviso.hidden = false;
        aviso.scrollIntoView({ block: "nearest" });
    }

    let enviando = false;
    async function enviar() {
        if (enviando) {
            return;
        }
        enviando = true;
        boton.disabled = true;
        decir(texto("enviando"), "o_espera");
        try {
            const respuesta = await fetch(form.action, {
                method: "POST",
                body: new FormData(form),
                headers: { Accept: "application/json" },
            });
            const datos = await respuesta.json();
            if (datos.url) {
                localStorage.removeItem(nombre);
                location.replace(datos.url);
                return;
            }
            decir(datos.error, "o_error");
        } catch {
            decir(texto("sin"), "o_error");
            window.addEventListener("online", enviar, { once: true });
        }
        enviando = false;
        boton.disabled = false;
    }

    form.addEventListener("input", guardar);
    form.addEventListener("change", ajustar);
    form.addEventListener("submit", (ev) => {
        ev.preventDefault();
        guardar();
        enviar();
    });
    ajustar();
})();
