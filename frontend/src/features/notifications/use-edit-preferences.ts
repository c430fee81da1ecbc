import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useAction } from "@/ui/use-action";
import {
  editPreferences,
  preferencesQuery,
  type PreferenceChanges,
  type Preferences,
} from "./preferences-queries";

/** Change what one chose; the next press already builds on it. */
export function useEditPreferences(isTold = false) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  return useAction<PreferenceChanges, Preferences>({
    send: editPreferences,
    done: isTold ? () => t("preferences.saved") : undefined,
    onDone: (saved) => queryClient.setQueryData(preferencesQuery.queryKey, saved),
    tellFailure: !isTold,
  });
}
