/** Roles of the field staff, from the village up. Source: the programme's organisation of 2021. */
export const roles = ['enumerator', 'pengawas', 'korcam', 'korkab', 'korwil', 'pusat'] as const;
export type Role = (typeof roles)[number];
