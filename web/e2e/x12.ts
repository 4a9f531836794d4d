/** An interchange of one set, as a supplier's system would send it. */
export function interchange(of: {
  sender: string;
  control: number;
  group: string;
  set: string;
  segments: string[];
}): string {
  const [qualifier = '', id = ''] = of.sender.split(':');
  const control = String(of.control).padStart(9, '0');
  const body = [`ST*${of.set}*0001`, ...of.segments, `SE*${of.segments.length + 2}*0001`];
  return [
    `ISA*00*          *00*          *${qualifier}*${id.padEnd(15)}*ZZ*NORTHGATE      *260405*0900*U*00401*${control}*0*P*>`,
    `GS*${of.group}*${id}*NORTHGATE*20260405*0900*${of.control}*X*004010`,
    ...body,
    `GE*1*${of.control}`,
    `IEA*1*${control}`,
  ]
    .map((segment) => `${segment}~\n`)
    .join('');
}
