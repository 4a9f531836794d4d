// What came in or goes out, whole: in memory while it is small, on disk when it is not, so that a
// message of a gigabyte costs no more memory than one of a megabyte.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "cases/sha256.hpp"
#include "parsers/byte_source.hpp"

namespace weighbridge::spool {

/// Where payloads beyond `in_memory_max` bytes go, and how large one may become at all.
struct SpoolSettings {
  std::filesystem::path folder;               ///< on the disk of the store; must exist
  std::uint64_t in_memory_max = 1ULL << 20U;  ///< of one payload
  std::uint64_t bytes_max = 2ULL << 30U;      ///< of one payload
};

/// Bytes that do not change any more. Copies share them; a file behind them goes with the last.
class Payload {
 public:
  Payload() = default;
  static Payload of(std::string bytes);

  std::uint64_t size() const;
  /// SHA-256 of all bytes in hex: the id of a message.
  const std::string& sha256() const;
  /// The bytes, when they are in memory; a file gives nothing.
  std::optional<std::string_view> in_memory() const;
  /// All of them in memory, wherever they were. For what is known to be small.
  std::string text() const;
  /// From the byte `from` on; may be opened any number of times, also at once. Must not outlive
  /// *this. Throws std::system_error.
  std::unique_ptr<ByteSource> open(std::uint64_t from = 0) const;

 private:
  friend class PayloadWriter;
  struct Held;
  explicit Payload(std::shared_ptr<const Held> held) : held_(std::move(held)) {}
  std::shared_ptr<const Held> held_;
};

/// Makes a payload from what arrives piece by piece.
class PayloadWriter {
 public:
  explicit PayloadWriter(SpoolSettings settings);
  ~PayloadWriter();
  PayloadWriter(const PayloadWriter&) = delete;
  PayloadWriter& operator=(const PayloadWriter&) = delete;

  /// False when it would become larger than SpoolSettings::bytes_max: nothing more is taken.
  /// Throws std::system_error when the disk fails or is full.
  bool write(std::string_view bytes);
  std::uint64_t size() const { return size_; }
  /// What was written. The writer must not be used any more.
  Payload finish();

 private:
  void move_to_file();

  SpoolSettings settings_;
  std::string memory_;
  int fd_ = -1;
  std::uint64_t size_ = 0;
  cases::Sha256 hash_;
};

}  // namespace weighbridge::spool
