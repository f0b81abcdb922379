// The principals of an account that a question can be about.
import { useLoad } from '../../parts.js';
import { ask } from '../../products.js';

/** The ARNs of the root, the users and the roles of an account: the first thousand of each. @param {{account: string, access_key_id: string} | undefined} account */
export function usePrincipals(account) {
  return useLoad(async () => {
    if (!account) return undefined;
    const key = { access_key_id: account.access_key_id };
    const [users, roles] = await Promise.all([ask('ram', 'ListUsers', { MaxItems: 1000 }, key), ask('ram', 'ListRoles', { MaxItems: 1000 }, key)]);
    return [`acs:ram::${account.account}:root`,
      ...users.Users.User.map((user) => `acs:ram::${account.account}:user/${user.UserName}`), ...roles.Roles.Role.map((role) => role.Arn)];
  }, [account?.account]);
}
