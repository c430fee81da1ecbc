import { useMutation } from "@tanstack/react-query";
import type { TFunction } from "i18next";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "./button";
import { Dialog, DialogActions } from "./dialog";
import { FailureLine, Form } from "./form";

export type Action = Pick<
  ReturnType<typeof useMutation<unknown, Error, FormData>>,
  "error" | "isPending" | "mutate"
>;

interface ActionDialogProps {
  title: string;
  description?: string;
  /** The words of the button that does it. */
  order: string;
  tone?: "primary" | "danger";
  /** False while the form lacks something. */
  ready?: boolean;
  /** What is done with the values of the fields: a `useAction` that closes the dialog. */
  action: Action;
  /** Said while the answer is on its way, when that takes long. */
  waiting?: string;
  /** Own words for a failure that is not about a field. */
  explain?: (error: Error, t: TFunction) => string;
  onClose: () => void;
  children?: ReactNode;
}

/** A question whose answer does something: a confirmation, or a short form. */
export function ActionDialog(props: ActionDialogProps) {
  const { title, description, order, tone = "primary", ready = true, action, explain } = props;
  const { t } = useTranslation();
  const { error } = action;
  return (
    <Dialog title={title} description={description} onClose={props.onClose}>
      <Form failure={explain ? null : error} onSubmit={(values) => action.mutate(values)}>
        <div className="grid gap-4">{props.children}</div>
        <div className="mt-4 empty:hidden">
          {explain && error && <FailureLine>{explain(error, t)}</FailureLine>}
          {action.isPending && props.waiting && (
            <p role="status" className="text-sm text-muted">
              {props.waiting}
            </p>
          )}
        </div>
        <DialogActions>
          <Button onClick={props.onClose}>{t("action.cancel")}</Button>
          <Button type="submit" tone={tone} busy={action.isPending} disabled={!ready}>
            {order}
          </Button>
        </DialogActions>
      </Form>
    </Dialog>
  );
}
