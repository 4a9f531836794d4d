// The evidence of a case in one file that needs nothing of ours to be read, and that tells when a
// byte of it was changed: a tar archive with a manifest, raw bytes, and proofs that lead from the
// ledger's entries to its signed head. Pure; docs/formats/pack.md is its reference.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <boost/system/result.hpp>

#include "cases/checkpoint.hpp"

namespace weighbridge::cases {

struct PackFile {
  std::string name;  ///< "case.json", "messages/<id>.bin"; at most 100 bytes
  std::string bytes;
  bool operator==(const PackFile&) const = default;
};

struct PackRefusal {
  std::string reason;  ///< one sentence
};

/// What the names of a pack begin with.
constexpr std::string_view kPackCase = "case.json";
constexpr std::string_view kPackManifest = "manifest.json";
constexpr std::string_view kPackProofs = "ledger/";
constexpr std::string_view kPackMessages = "messages/";

/// The archive: `files` by name, then the manifest over them. The same files give the same bytes.
std::string write_pack(std::vector<PackFile> files);

/// The files of an archive, the manifest not among them. Refused when one byte is not what
/// write_pack() makes of the others.
boost::system::result<std::vector<PackFile>, PackRefusal> read_pack(std::string_view archive);

/// What a pack that holds shows.
struct PackProved {
  std::string case_id;
  Checkpoint checkpoint;       ///< under which all its entries are
  std::uint64_t entries = 0;   ///< of the ledger, each with its proof
  std::uint64_t messages = 0;  ///< whose bytes are those that an entry of the ledger took in
};

/// Checks all of it: every byte against the manifest, every entry against the signed head, the case
/// and every message against the entries.
boost::system::result<PackProved, PackRefusal> verify_pack(std::string_view archive,
                                                           const VerifierKey& key);

}  // namespace weighbridge::cases
