import type { User } from '../domain/workflow/console-user.ts';

export interface UserRow extends Omit<User, 'id' | 'officerId'> {
  readonly id: string;
  readonly officer_id: string | null;
}

export const userColumns =
  'users.id, users.username, users.role, users.areas, users.language, users.officer_id';

export function toUser({ id, officer_id: officerId, username, role, areas, language }: UserRow): User {
  return {
    id: Number(id),
    username,
    role,
    areas,
    language,
    officerId: officerId === null ? null : Number(officerId),
  };
}
