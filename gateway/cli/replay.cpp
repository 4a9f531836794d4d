#include "gateway/cli/replay.hpp"

#include <set>
#include <string>

#include "gateway/cli/complaint.hpp"
#include "gateway/cli/opened_store.hpp"
#include "gateway/cli/text.hpp"
#include "gateway/intake/wall_clock.hpp"
#include "gateway/pipeline/worker.hpp"

namespace weighbridge::cli {

namespace {

/// Ids of every message with a document in quarantine.
std::set<std::string> quarantined(store::Store& store) {
  std::set<std::string> found;
  store.read([&](store::Reader& reader) {
    store::MessageFilter filter;
    filter.document = store::DocumentState::quarantined;
    for (;;) {
      const auto page = reader.monitored(filter);
      if (page.empty()) return;
      for (const store::MonitoredMessage& message : page) found.insert(message.id);
      filter.before = page.back().number;
    }
  });
  return found;
}

}  // namespace

ExitStatus replay(const ReplayOptions& options, const Screen& screen) {
  if (options.messages.empty() && !options.quarantined) {
    screen.err.write(complaint({}, "nothing is named", "give message ids, or --quarantined"));
    return ExitStatus::usage;
  }
  const auto file = store_file(options.store, screen);
  if (!file) return ExitStatus::configuration;
  try {
    const auto store = store::open_sqlite(*file);
    std::set<std::string> messages(options.messages.begin(), options.messages.end());
    if (options.quarantined) messages.merge(quarantined(*store));
    ExitStatus status = ExitStatus::well;
    std::size_t count = 0;
    for (const std::string& message : messages) {
      const auto refusal =
          pipeline::replay(*store, message, "weighbridge replay", intake::wall_clock());
      if (refusal) {
        screen.err.write(complaint(message, *refusal));
        status = ExitStatus::rejected;
      } else {
        ++count;
      }
    }
    screen.out.write(grouped(count) + (count == 1 ? " message is" : " messages are") +
                     " due to be read again\n");
    return status;
  } catch (const store::StoreError& failure) {
    return tell_failure(*file, failure, screen);
  }
}

}  // namespace weighbridge::cli
