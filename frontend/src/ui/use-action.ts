import { useMutation, useQueryClient, type QueryKey } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { AttemptKeys } from "@/api/idempotency";
import { failureWords } from "./failure-words";
import { showToast } from "./toast";

interface ActionOptions<Order, Result> {
  /** Do it; `key` goes into the header `Idempotency-Key` of a write that must not happen twice. */
  send: (order: Order, key: string) => Promise<Result>;
  /** What the toast says once it is done; none when the screen shows it anyway. */
  done?: ((result: Result) => string) | undefined;
  /** What must be asked again. */
  refreshes?: readonly QueryKey[];
  onDone?: (result: Result) => void;
  /** True where no form shows the failure: a toast does. */
  tellFailure?: boolean;
}

/** An act of a person on the platform, whose result they are told. */
export function useAction<Order = void, Result = unknown>(options: ActionOptions<Order, Result>) {
  const { send, done, refreshes = [], onDone, tellFailure = false } = options;
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const [keys] = useState(() => new AttemptKeys());
  return useMutation<Result, Error, Order>({
    mutationFn: (order) => send(order, keys.for(order)),
    onSuccess: (result) => {
      keys.succeeded();
      for (const queryKey of refreshes) void queryClient.invalidateQueries({ queryKey });
      if (done) showToast("done", done(result));
      onDone?.(result);
    },
    onError: (error) => tellFailure && showToast("failed", failureWords(error, t)),
  });
}
