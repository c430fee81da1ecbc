/** "OCPP 2.0.1" for the subprotocol that machines name `ocpp2.0.1`. */
export function versionName(subprotocol: string): string {
  return subprotocol.replace(/^ocpp/, "OCPP ");
}
