/** "OCPP 2.0.1" for the subprotocol that machines name `ocpp2.0.1`; a cloud has a name of its own. */
export function versionName(subprotocol: string): string {
  if (subprotocol === "cvepro") return "CVE-PRO";
  return subprotocol.replace(/^ocpp/, "OCPP ");
}
