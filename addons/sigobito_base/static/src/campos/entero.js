import { registry } from "@web/core/registry";
import { IntegerField, integerField } from "@web/views/fields/integer/integer_field";

/** A figure that nobody has written down yet is empty, not zero. */
export class EnteroConocido extends IntegerField {
    get formattedValue() {
        return this.value ? super.formattedValue : "";
    }
}

registry.category("fields").add("sigobito_entero", {
    ...integerField,
    component: EnteroConocido,
    isEmpty: (record, name) => !record.data[name],
});
