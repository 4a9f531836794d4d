// What config/gateway.yaml says, as values. That file explains each of them; the defaults here are
// written nowhere else but in the table of settings_table.cpp.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/deliver/outbox_pump.hpp"
#include "gateway/http/settings.hpp"
#include "gateway/operate/log.hpp"
#include "gateway/people/settings.hpp"
#include "gateway/pipeline/worker.hpp"
#include "gateway/receive/durable_intake.hpp"
#include "gateway/spool/payload.hpp"
#include "mappings/reader/table_text.hpp"
#include "parsers/yaml/document.hpp"
#include "store/store.hpp"

namespace weighbridge::serve {

struct BodyLimits {
  std::uint64_t message_bytes_max = 0;   ///< POST /api/v1/messages
  std::uint64_t document_bytes_max = 0;  ///< POST /api/v1/receipts and /events
  std::uint64_t as2_bytes_max = 0;       ///< POST /as2
};

/// Paths are absolute or count from where the program runs.
struct Settings {
  std::string file;                     ///< that this was read from
  std::filesystem::path configuration;  ///< folder of partners/, maps/, policy.yaml
  std::filesystem::path state;          ///< folder of what must be kept beside the store
  std::string store;                    ///< the SQLite file
  store::StoreOptions store_options;
  spool::SpoolSettings spool;
  http::ServerSettings http;
  BodyLimits bodies;
  std::size_t work_threads = 0, work_queue_max = 0;
  bool metrics_need_token = false;
  people::SignInSettings sign_in;
  receive::IntakeSettings intake;
  pipeline::WorkerSettings worker;
  deliver::PumpSettings outbox;
  std::string ledger_key_file;  ///< empty: heads of the ledger are signed by hand
  std::chrono::seconds ledger_checkpoint_every{0};
  operate::Level log_level = operate::Level::info;
  /// The section `as2:`, which that channel reads itself; null kind when there is none.
  yaml::Node as2;
  std::string as2_file;  ///< where that section stands
};

/// Gives the value of an environment variable; nothing when it is not set.
using Environment = std::function<std::optional<std::string>(const std::string& name)>;
/// That of this process.
std::optional<std::string> process_environment(const std::string& name);

/// Reads `file`, then conf.d/*.yaml beside it by name, then the environment: what comes later wins.
/// Relative paths count from the folder of `file`. Mistakes are added to `errors` with file, line,
/// column and mend; the settings hold then where no mistake is.
Settings read_settings(const std::string& file, const Environment& environment,
                       std::vector<TableError>& errors);

/// Where a browser finds the gateway: sign_in.url, else the first of `listening`.
std::string browser_address(const Settings& settings, const std::vector<http::Endpoint>& listening);

/// The settings that nobody changed.
Settings default_settings(const std::filesystem::path& folder);

}  // namespace weighbridge::serve
