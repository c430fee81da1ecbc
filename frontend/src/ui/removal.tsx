import { useState } from "react";
import { ActionDialog, type Action } from "./action-dialog";
import { Button } from "./button";

interface RemovalProps {
  /** What is lost and what stays. */
  hint: string;
  order: string;
  ask: string;
  action: Action;
}

/** The end of a thing: what that means, and a button that asks once more. */
export function Removal({ hint, order, ask, action }: RemovalProps) {
  const [isAsked, setAsked] = useState(false);
  return (
    <>
      <p className="mb-3 text-sm text-muted">{hint}</p>
      <Button icon="trash" onClick={() => setAsked(true)}>
        {order}
      </Button>
      {isAsked && (
        <ActionDialog
          title={ask}
          description={hint}
          order={order}
          tone="danger"
          action={action}
          onClose={() => setAsked(false)}
        />
      )}
    </>
  );
}
