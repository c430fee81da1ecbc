import { expect, test } from "vitest";
import { accountSaid } from "./account-draft";

test("a secret that was not typed is not sent, so that it stays", () => {
  const values = new FormData();
  values.set("settings.host", " mail.example ");
  values.set("settings.port", "");
  values.set("secrets.password", "");
  const settings = [
    { name: "host", is_secret: false },
    { name: "port", is_secret: false },
    { name: "password", is_secret: true },
  ];
  expect(accountSaid(values, settings)).toEqual({
    settings: { host: "mail.example" },
    secrets: {},
  });
  values.set("secrets.password", "s3");
  expect(accountSaid(values, settings).secrets).toEqual({ password: "s3" });
});
