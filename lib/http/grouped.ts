/** Members by group, in order of insertion. Empty groups are deleted. */
export type Grouped<Member> = Map<string, Set<Member>>;

export function put<Member>(groups: Grouped<Member>, group: string, member: Member): void {
  groups.set(group, (groups.get(group) ?? new Set()).add(member));
}

export function remove<Member>(groups: Grouped<Member>, group: string, member: Member): void {
  const members = groups.get(group);
  members?.delete(member);
  if (members?.size === 0) groups.delete(group);
}

/** The member that was added first. */
export function first<Member>(members: Set<Member>): Member | undefined {
  return members.values().next().value;
}
