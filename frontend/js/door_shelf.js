// Tickets that were shown while there was no network, kept on this phone until they are sent.

/** A shelf of tickets under a name; `told` hears how many stand on it. */
export function shelf(name, told) {
  const rows = () => JSON.parse(localStorage.getItem(name) ?? "[]");
  const keep = (kept) => {
    localStorage.setItem(name, JSON.stringify(kept));
    told(kept.length);
  };
  return {
    add: (row) => keep([...rows(), row]),
    async empty(send) {
      let left = rows();
      told(left.length);
      while (left.length && navigator.onLine) {
        try {
          await send(left[0]);
        } catch {
          return;
        }
        left = left.slice(1);
        keep(left);
      }
    },
  };
}

/** By what the list of the page knows a ticket. */
export async function digest(secret, length) {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(secret)));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("").slice(0, length);
}
