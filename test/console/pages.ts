/** Every page that is measured, of the area around one village. */
export function pagesOf(village: string): readonly { readonly name: string; readonly path: string }[] {
  const area = (digits: number) => village.slice(0, digits);
  return [
    { name: 'the nation', path: '/areas/00' },
    { name: 'the nation by held', path: '/areas/00?show=held' },
    { name: 'a province', path: `/areas/${area(2)}` },
    { name: 'a regency', path: `/areas/${area(4)}` },
    { name: 'a sub-district', path: `/areas/${area(7)}` },
    { name: 'a village', path: `/areas/${village}` },
    { name: 'a table as CSV', path: `/areas/${area(2)}/below.csv` },
    { name: 'users', path: '/users' },
  ];
}
