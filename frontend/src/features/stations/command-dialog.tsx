import { useMutation } from "@tanstack/react-query";
import type { FormEvent, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/ui/button";
import { Dialog, DialogActions } from "@/ui/dialog";
import { Icon } from "@/ui/icon";
import { showToast } from "@/ui/toast";
import { commandFailure } from "./commands";

interface CommandDialogProps {
  title: string;
  description?: string;
  /** The words of the button that gives the order. */
  order: string;
  tone?: "primary" | "danger";
  /** False while the form lacks something. */
  ready?: boolean;
  send: () => Promise<void>;
  /** What is said once the station accepted. */
  done: string;
  onClose: () => void;
  children?: ReactNode;
}

/** A confirmed order to a station: waits for the answer and shows it, whatever it is. */
export function CommandDialog(props: CommandDialogProps) {
  const { title, description, order, tone = "primary", ready = true, children, onClose } = props;
  const { t } = useTranslation();
  const command = useMutation({
    mutationFn: props.send,
    onSuccess: () => {
      showToast("done", props.done);
      onClose();
    },
  });

  function submit(event: FormEvent) {
    event.preventDefault();
    command.mutate();
  }

  return (
    <Dialog title={title} description={description} onClose={onClose}>
      <form onSubmit={submit}>
        {children}
        <p role="status" className="text-sm">
          {command.isPending && (
            <span className="mt-4 block text-muted">{t("command.waiting")}</span>
          )}
          {command.isError && (
            <span className="mt-4 flex gap-3 rounded-md bg-danger-wash px-3 py-3 text-danger">
              <Icon name="alert" />
              {commandFailure(command.error, t)}
            </span>
          )}
        </p>
        <DialogActions>
          <Button onClick={onClose}>{t("action.cancel")}</Button>
          <Button type="submit" tone={tone} busy={command.isPending} disabled={!ready}>
            {order}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
