import { useRef, useState } from "react";
import type { ParseKeys } from "i18next";
import { useTranslation } from "react-i18next";
import { CONTROL, Labelled, TextField, useField } from "@/ui/field";
import { inserted } from "./inserting";
import type { Wording } from "./queries";

const SUBJECT_LENGTH_MAX = 150;
const TEXT_LENGTH_MAX = 2_000;

interface TemplateFieldsProps {
  wording: Wording;
  /** What this kind can say of a charge. */
  variables: readonly string[];
  isReadOnly: boolean;
  onChange: (wording: Wording) => void;
}

/** Subject and text; a press on a variable puts it where the cursor is. */
export function TemplateFields({ wording, variables, isReadOnly, onChange }: TemplateFieldsProps) {
  const { t } = useTranslation();
  const subject = useRef<HTMLInputElement>(null);
  const text = useRef<HTMLTextAreaElement>(null);
  const [last, setLast] = useState<keyof Wording>("text");
  const field = useField(undefined, t("notice_text.text_hint"), "text");

  function insert(variable: string): void {
    const control = last === "subject" ? subject.current : text.current;
    if (control === null) return;
    const { selectionStart: from, selectionEnd: to } = control;
    const next = inserted(wording[last], `{{${variable}}}`, from ?? 0, to ?? 0);
    onChange({ ...wording, [last]: next.text });
    control.focus();
    // Once the new text stands in the field, the cursor goes behind what was inserted.
    requestAnimationFrame(() => control.setSelectionRange(next.cursor, next.cursor));
  }

  return (
    <>
      <TextField
        ref={subject}
        name="subject"
        label={t("notice_text.subject")}
        hint={t("notice_text.subject_hint")}
        value={wording.subject}
        maxLength={SUBJECT_LENGTH_MAX}
        readOnly={isReadOnly}
        required
        onFocus={() => setLast("subject")}
        onChange={({ target }) => onChange({ ...wording, subject: target.value })}
      />
      <Labelled {...field} label={t("notice_text.text")} hint={t("notice_text.text_hint")}>
        <textarea
          ref={text}
          name="text"
          rows={7}
          className={`${CONTROL} py-2 leading-6`}
          value={wording.text}
          maxLength={TEXT_LENGTH_MAX}
          readOnly={isReadOnly}
          required
          {...field.control}
          onFocus={() => setLast("text")}
          onChange={({ target }) => onChange({ ...wording, text: target.value })}
        />
      </Labelled>
      {!isReadOnly && (
        <div role="group" aria-label={t("notice_text.variables")}>
          <p aria-hidden className="mb-2 text-[0.8125rem] text-muted">
            {t("notice_text.variables")}
          </p>
          <ul className="flex flex-wrap gap-2">
            {variables.map((name) => (
              <li key={name}>
                <button
                  type="button"
                  title={`{{${name}}}`}
                  onClick={() => insert(name)}
                  className="inline-flex h-8 items-center rounded-full border border-line-strong/60 bg-surface px-3 text-[0.8125rem] hover:border-line-strong hover:bg-sunken"
                >
                  {t(`notice_variable.${name}` as ParseKeys, { defaultValue: name })}
                </button>
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}
