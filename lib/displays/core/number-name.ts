/** "D3 Hall 2 east": as people call a display. */
export function numberName({ number, name }: { number: number; name: string }): string {
  return `D${number} ${name}`;
}
