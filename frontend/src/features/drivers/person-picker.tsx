import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import { useTranslation } from "react-i18next";
import { api, bodyOf } from "@/api/client";
import { TextField } from "@/ui/field";
import { FailureNotice } from "@/ui/notice";
import { Loading, Skeleton } from "@/ui/skeleton";

const SHOWN = 8;

interface PersonPickerProps {
  tenantId: string;
  selected: string | null;
  onSelect: (personId: string) => void;
}

/** Find one person by name or unit. */
export function PersonPicker({ tenantId, selected, onSelect }: PersonPickerProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState("");
  const search = useDeferredValue(typed.trim());
  const people = useQuery({
    queryKey: ["people", tenantId, search],
    queryFn: ({ signal }) =>
      bodyOf(
        api.GET("/api/v1/people", {
          params: { query: { tenant_id: tenantId, limit: SHOWN, ...(search && { search }) } },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });

  return (
    <div className="grid gap-3">
      <TextField
        type="search"
        label={t("person.find")}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        autoComplete="off"
      />
      {people.isError ? (
        <FailureNotice error={people.error} onRetry={() => void people.refetch()} />
      ) : people.data === undefined ? (
        <Loading className="grid gap-2">
          <Skeleton className="h-12" />
          <Skeleton className="h-12" />
        </Loading>
      ) : people.data.items.length === 0 ? (
        <p className="py-4 text-center text-sm text-muted">{t("person.none_found")}</p>
      ) : (
        <fieldset className="max-h-64 overflow-y-auto rounded-md border border-line">
          <legend className="sr-only">{t("start.person")}</legend>
          {people.data.items.map((person) => (
            <label
              key={person.id}
              className="flex items-center gap-3 border-b border-line px-3 py-2 text-sm last:border-0 has-checked:bg-accent-wash has-focus-visible:outline-2 has-focus-visible:-outline-offset-2 has-focus-visible:outline-accent"
            >
              <input
                type="radio"
                name="person"
                value={person.id}
                checked={person.id === selected}
                onChange={() => onSelect(person.id)}
                className="size-4 accent-(--accent) outline-none"
              />
              <span className="min-w-0">
                <span className="block truncate font-medium">{person.name}</span>
                <span className="block truncate text-[0.8125rem] text-muted">{person.unit}</span>
              </span>
            </label>
          ))}
        </fieldset>
      )}
    </div>
  );
}
