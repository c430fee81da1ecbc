import { useTranslation } from "react-i18next";
import { TextField } from "@/ui/field";

/** Why an order is given, for who reads the history; the field is called `reason`. */
export function ReasonField() {
  const { t } = useTranslation();
  return (
    <TextField
      name="reason"
      label={t("order.reason")}
      placeholder={t("order.reason_example")}
      maxLength={500}
      autoComplete="off"
    />
  );
}
