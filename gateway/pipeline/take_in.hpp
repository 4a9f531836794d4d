// Files in, values out: everything a run is given, read and sorted into what it is.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/pipeline/report.hpp"
#include "mappings/reader/reader.hpp"
#include "matching/evidence.hpp"

namespace weighbridge::pipeline {

/// One message with the documents in it that may take effect.
struct Message {
  std::string id;  ///< SHA-256 of its bytes
  std::string file;
  std::uint64_t bytes = 0;
  std::vector<matching::AcceptedReceipt> receipts;
  std::vector<matching::AcceptedEvent> events;
};

struct ReferenceFile {
  std::string file;
  std::uint64_t rows = 0;
};

struct TakenIn {
  std::vector<Message> messages;  ///< in the order of the files
  std::vector<Rejected> rejected;
  ReferenceData reference;  ///< what was known, with this run's rows over it
  std::vector<ReferenceFile> reference_files;
  std::vector<NamedText> policies;  ///< policy.yaml files that were among the input
};

/// Is told how far the reading of a file has come; `total` 0: not known.
using Watch = std::function<void(const std::string& file, std::uint64_t done, std::uint64_t total)>;

/// Reads `files` ("-" is standard input). Reference data goes first, wherever it stands among them,
/// since documents are read by it; `known` is what an earlier run left. A file that cannot be read
/// is rejected like a broken one: its neighbours go on.
TakenIn take_in(const std::vector<std::string>& files, const ReaderTables& tables,
                const ReferenceData& known, const Watch& watch);

}  // namespace weighbridge::pipeline
