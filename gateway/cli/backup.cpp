#include "gateway/cli/backup.hpp"

#include <string>

#include "gateway/cli/opened_store.hpp"
#include "gateway/cli/text.hpp"
#include "gateway/intake/wall_clock.hpp"
#include "store/backup.hpp"

namespace weighbridge::cli {

namespace {

void tell(const std::string& file, const store::LedgerAudit& audit, const Screen& screen) {
  screen.out.write(file + ": verified, " + grouped(audit.entries) +
                   " entries in the ledger, head " + audit.head.hash + '\n');
}

}  // namespace

ExitStatus back_up(const BackupOptions& options, const Screen& screen) {
  const auto from = store_file(options.from, screen);
  if (!from) return ExitStatus::configuration;
  try {
    tell(options.to, store::back_up_sqlite(*from, options.to), screen);
    return ExitStatus::well;
  } catch (const store::StoreError& failure) {
    return tell_failure(*from, failure, screen);
  }
}

ExitStatus restore(const RestoreOptions& options, const Screen& screen) {
  const auto to = store_file(options.to, screen);
  if (!to) return ExitStatus::configuration;
  try {
    const auto audit =
        store::restore_sqlite(options.from, *to, "weighbridge restore", intake::wall_clock());
    tell(*to, audit, screen);
    return ExitStatus::well;
  } catch (const store::StoreError& failure) {
    return tell_failure(options.from, failure, screen);
  }
}

}  // namespace weighbridge::cli
