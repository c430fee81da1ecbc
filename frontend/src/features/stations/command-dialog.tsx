import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { ActionDialog } from "@/ui/action-dialog";
import { useAction } from "@/ui/use-action";
import { commandFailure } from "./commands";

interface CommandDialogProps {
  title: string;
  description?: string;
  /** The words of the button that gives the order. */
  order: string;
  tone?: "primary" | "danger";
  /** False while the form lacks something. */
  ready?: boolean;
  /** A text that it resolves with is said instead of `done`. */
  send: (values: FormData) => Promise<unknown>;
  /** What is said once the station accepted. */
  done: string;
  onClose: () => void;
  children?: ReactNode;
}

/** A confirmed order to a station: waits for the answer and shows it, whatever it is. */
export function CommandDialog({ send, done, ...rest }: CommandDialogProps) {
  const { t } = useTranslation();
  const command = useAction<FormData, unknown>({
    send,
    done: (said) => (typeof said === "string" ? said : done),
    onDone: rest.onClose,
  });
  return (
    <ActionDialog
      action={command}
      waiting={t("command.waiting")}
      explain={commandFailure}
      {...rest}
    />
  );
}
