import { useTranslation } from "react-i18next";
import { Icon } from "@/ui/icon";
import type { useListbox } from "@/ui/use-listbox";
import { CHOICE_GROUPS, type Choice } from "./choices";

interface ChoiceListProps {
  /** In the order of their groups. */
  choices: readonly Choice[];
  list: ReturnType<typeof useListbox<Choice>>;
}

/** The choices under the names of their kinds. */
export function ChoiceList({ choices, list }: ChoiceListProps) {
  const { t } = useTranslation();
  const filled = CHOICE_GROUPS.filter((name) => choices.some(({ group }) => group === name));
  return (
    <div
      {...list.listProps}
      aria-label={t("palette.title")}
      className={filled.length > 0 ? "min-h-0 overflow-y-auto p-2" : ""}
    >
      {filled.map((name) => (
        <div
          key={name}
          role="group"
          aria-label={t(`palette.group.${name}`)}
          className="not-first:mt-2"
        >
          <p aria-hidden className="px-3 py-1.5 text-xs text-muted">
            {t(`palette.group.${name}`)}
          </p>
          {choices.map(
            (choice, index) =>
              choice.group === name && (
                <div
                  key={choice.key}
                  {...list.optionProps(choice, index)}
                  className="flex min-h-11 cursor-pointer scroll-my-9 items-center gap-3 rounded-md px-3 py-1.5 text-sm aria-selected:bg-sunken"
                >
                  <Icon name={choice.icon} className="text-muted" />
                  <span className="flex min-w-0 grow flex-col sm:flex-row sm:items-center sm:gap-3">
                    <span className="truncate sm:grow">{choice.text}</span>
                    {choice.hint && (
                      <span className="truncate text-[0.8125rem] text-muted sm:max-w-[55%] sm:shrink-0">
                        {choice.hint}
                      </span>
                    )}
                  </span>
                </div>
              ),
          )}
        </div>
      ))}
    </div>
  );
}
