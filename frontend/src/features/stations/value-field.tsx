import { useTranslation } from "react-i18next";
import { SelectField, TextField } from "@/ui/field";
import type { Variable } from "./variables";

const VALUE_LENGTH_MAX = 2_500;

interface ValueFieldProps {
  variable: Variable;
  /** What is wanted already. */
  wanted: string | undefined;
}

/** A field for a variable's value, as the station says that it can be. */
export function ValueField({ variable, wanted }: ValueFieldProps) {
  const { t } = useTranslation();
  const { characteristics: told } = variable;
  const value = wanted ?? variable.value ?? "";
  const choices = choicesOf(variable);
  if (choices !== null) {
    const known = choices.find((each) => each.toLowerCase() === value.toLowerCase());
    return (
      <SelectField name="value" label={t("variables.value")} defaultValue={known ?? value}>
        {[...(known === undefined ? [value] : []), ...choices].map((each) => (
          <option key={each} value={each}>
            {each}
          </option>
        ))}
      </SelectField>
    );
  }
  const isNumber = told?.data_type === "integer" || told?.data_type === "decimal";
  const hints = [
    told?.unit && t("variables.unit", { unit: told.unit }),
    told?.limit_min != null && t("variables.at_least", { limit: told.limit_min }),
    told?.limit_max != null && t("variables.at_most", { limit: told.limit_max }),
    told !== null &&
      told.values.length > 0 &&
      t("variables.offers", { values: told.values.join(", ") }),
  ].filter(Boolean);
  return (
    <TextField
      name="value"
      label={t("variables.value")}
      hint={hints.length > 0 ? hints.join(" · ") : undefined}
      defaultValue={value}
      maxLength={VALUE_LENGTH_MAX}
      inputMode={isNumber ? "decimal" : undefined}
      autoComplete="off"
      spellCheck={false}
    />
  );
}

/** The only values there are, where the station says so. */
function choicesOf({ characteristics: told }: Variable): readonly string[] | null {
  if (told?.data_type === "boolean") return ["true", "false"];
  if (told?.data_type === "OptionList" && told.values.length > 0) return told.values;
  return null;
}
