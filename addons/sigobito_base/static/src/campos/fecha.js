import { deserializeDate } from "@web/core/l10n/dates";

const { DateTime } = luxon;

/** A date as people say it: "Mon 30 Nov", with its year only if it is another one. */
export function fechaCorta(iso) {
    if (!iso) {
        return "";
    }
    const fecha = deserializeDate(iso.slice(0, 10));
    const mismo = fecha.year === DateTime.local().year;
    return fecha.toFormat(mismo ? "ccc d LLL" : "ccc d LLL yyyy").replaceAll(".", "");
}
