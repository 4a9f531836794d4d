interface Pages {
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  fetchNextPage: () => unknown;
}

/** The next page of a list, where there is one. */
export function MoreButton({ of }: { of: Pages }) {
  if (!of.hasNextPage) return null;
  return (
    <p>
      <button
        type="button"
        className="button"
        disabled={of.isFetchingNextPage}
        onClick={() => void of.fetchNextPage()}
      >
        {of.isFetchingNextPage ? 'Fetching…' : 'Show more'}
      </button>
    </p>
  );
}
