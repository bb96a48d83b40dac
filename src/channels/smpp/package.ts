import smpp, { type Fields, type Pdu } from 'smpp';

/*
 * The package decodes texts on its own, by one alphabet for all connections; a time of the wrong shape makes its
 * parser throw, and the PDU would come again and again. Without its filters texts are the bytes that came, times are
 * strings.
 */
for (const command of ['deliver_sm', 'submit_sm', 'data_sm']) {
  for (const parameter of Object.values(smpp.commands[command]?.params ?? {})) delete parameter.filter;
}
delete smpp.tlvs.message_payload?.filter;

export type { Fields, Pdu, Session } from 'smpp';
export const { connect, createServer } = smpp;

export function makePdu(command: string, fields: Fields = {}): Pdu {
  return new smpp.PDU(command, fields);
}

/** Fields of a PDU as what they should be; what is absent or of another kind is null. */
export function numberOf(pdu: Pdu, field: string): number | null {
  const value = pdu[field];
  return typeof value === 'number' ? value : null;
}

export function textOf(pdu: Pdu, field: string): string | null {
  const value = pdu[field];
  return typeof value === 'string' ? value : null;
}

export function bytesOf(pdu: Pdu, field: string): Buffer | null {
  const value = pdu[field];
  return Buffer.isBuffer(value) ? value : null;
}
