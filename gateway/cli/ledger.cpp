#include "gateway/cli/ledger.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <optional>
#include <string>
#include <system_error>

#include <fcntl.h>
#include <sodium.h>
#include <unistd.h>

#include "cases/pack.hpp"
#include "cases/proof.hpp"
#include "gateway/cli/case_pack.hpp"
#include "gateway/cli/complaint.hpp"
#include "gateway/cli/opened_store.hpp"
#include "gateway/cli/text.hpp"
#include "gateway/intake/configuration.hpp"
#include "gateway/intake/input_file.hpp"
#include "gateway/intake/wall_clock.hpp"
#include "store/ledger_proof.hpp"

namespace weighbridge::cli {
namespace {

/// Nothing, and a complaint, when the file cannot be read.
std::optional<std::string> read_file(const std::string& path, const Screen& screen) {
  try {
    return intake::read_whole(path);
  } catch (const std::system_error& error) {
    const intake::Trouble trouble = intake::trouble_of(path, error.code().value());
    screen.err.write(complaint(trouble.where, trouble.what, trouble.mend));
    return std::nullopt;
  }
}

/// A key's file: its first line.
std::optional<std::string> read_line_of(const std::string& path, const Screen& screen) {
  auto text = read_file(path, screen);
  if (text) text->resize(std::min(text->size(), text->find_first_of("\r\n")));
  return text;
}

/// `given` is the key itself or the file that holds it.
std::optional<cases::VerifierKey> verifier_key(const std::string& given, const Screen& screen) {
  if (auto key = cases::VerifierKey::parse(given)) return key;
  const auto text = read_line_of(given, screen);
  if (!text) return std::nullopt;
  auto key = cases::VerifierKey::parse(*text);
  if (!key)
    screen.err.write(complaint(given, "holds no key to verify with",
                               "give what `weighbridge ledger keygen` printed"));
  return key;
}

ExitStatus tell_break(const std::string& store, const cases::LedgerBreak& broken,
                      const Screen& screen) {
  screen.err.write(complaint(store + ": entry " + std::to_string(broken.sequence), broken.message,
                             "restore the store from a backup; entries before this one hold"));
  return ExitStatus::errors;
}

/// Writes what is for us alone to read where nothing was before. Nothing on success, else the
/// system's error.
std::optional<int> write_new(const std::string& path, const std::string& text) {
  const int fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd < 0) return errno;
  std::size_t done = 0;
  while (done < text.size()) {
    const ssize_t n = ::write(fd, text.data() + done, text.size() - done);
    if (n <= 0) break;
    done += static_cast<std::size_t>(n);
  }
  const bool written = done == text.size();
  const bool kept = written && ::fsync(fd) == 0;
  const int why = errno;
  ::close(fd);
  if (kept) return std::nullopt;
  return why;
}

}  // namespace

ExitStatus ledger_verify(const LedgerVerifyOptions& options, const Screen& screen) {
  std::optional<cases::VerifierKey> key;
  if (!options.key.empty()) {
    key = verifier_key(options.key, screen);
    if (!key) return ExitStatus::usage;
  }
  return with_store(options.store, screen, [&](store::Reader& reader) {
    const store::LedgerAudit audit = store::verify_ledger(reader);
    if (audit.broken) return tell_break(options.store, *audit.broken, screen);
    if (const auto broken = store::verify_ledger_tree(reader, key))
      return tell_break(options.store, *broken, screen);
    screen.out.write(screen.style.paint(Tone::good, "The ledger holds: ") + grouped(audit.entries) +
                     (audit.entries == 1 ? " entry" : " entries") + ", head " + audit.head.hash +
                     '\n');
    return ExitStatus::well;
  });
}

ExitStatus ledger_keygen(const LedgerKeygenOptions& options, const Screen& screen) {
  if (!cases::is_key_name(options.origin)) {
    screen.err.write(complaint(options.origin, "cannot name a ledger",
                               "use a name without blanks and plus signs, such as "
                               "weighbridge.example.com/ledger"));
    return ExitStatus::usage;
  }
  std::array<unsigned char, 32> seed{};
  randombytes_buf(seed.data(), seed.size());
  const cases::SigningKey key = cases::SigningKey::from_seed(options.origin, seed);
  sodium_memzero(seed.data(), seed.size());
  if (const auto error = write_new(options.out, key.text() + '\n')) {
    const std::string why = std::system_category().message(*error);
    screen.err.write(complaint(options.out, "cannot be written: " + why,
                               "name a new file in a folder that you may write"));
    return ExitStatus::usage;
  }
  screen.out.write(key.verifier().text() + '\n');
  return ExitStatus::well;
}

namespace {

/// The head of the store's ledger as it is now; nothing, and a complaint, where it was not signed.
std::optional<std::string> sign_head(const LedgerCheckpointOptions& options, const Screen& screen,
                                     ExitStatus& status) {
  status = ExitStatus::configuration;
  const auto text = read_line_of(options.key, screen);
  if (!text) return std::nullopt;
  const auto key = cases::SigningKey::parse(*text);
  if (!key) {
    screen.err.write(complaint(options.key, "holds no signing key",
                               "make one with `weighbridge ledger keygen`"));
    return std::nullopt;
  }
  try {
    std::string note;
    store::open_sqlite(options.store)->write([&](store::Writer& writer) {
      note = store::sign_checkpoint(writer, *key, intake::wall_clock()).note;
    });
    return note;
  } catch (const store::StoreError& failure) {
    status = tell_failure(options.store, failure, screen);
    return std::nullopt;
  }
}

}  // namespace

ExitStatus ledger_checkpoint(const LedgerCheckpointOptions& options, const Screen& screen) {
  ExitStatus status = ExitStatus::well;
  const auto note = sign_head(options, screen, status);
  if (!note) return status;
  screen.out.write(*note);
  return ExitStatus::well;
}

namespace {

/// The note's own size, whoever signed it: what a proof has to reach.
std::optional<std::uint64_t> size_of_note(const std::string& note) {
  const std::size_t begin = note.find('\n') + 1;
  if (begin == 0) return std::nullopt;
  std::uint64_t size = 0;
  for (std::size_t i = begin; i < note.size() && note[i] != '\n'; ++i) {
    if (note[i] < '0' || note[i] > '9' || size > (UINT64_MAX - 9) / 10) return std::nullopt;
    size = 10 * size + static_cast<std::uint64_t>(note[i] - '0');
  }
  return size;
}

/// The proof for the newest checkpoint.
ExitStatus prove(const LedgerProveOptions& options, store::Reader& reader, const Screen& screen) {
  const auto checkpoint = reader.last_ledger_checkpoint();
  if (!checkpoint || checkpoint->entries < options.entry) {
    screen.err.write(complaint(options.store,
                               "no checkpoint covers entry " + std::to_string(options.entry),
                               "sign one: weighbridge ledger checkpoint"));
    return ExitStatus::errors;
  }
  auto proof = store::prove_entry(reader, options.entry);
  if (!proof) {
    screen.err.write(complaint(options.store, "there is no entry " + std::to_string(options.entry),
                               "give its number; the first is 1"));
    return ExitStatus::errors;
  }
  if (!options.since.empty()) {
    const auto earlier = read_file(options.since, screen);
    if (!earlier) return ExitStatus::rejected;
    const auto size = size_of_note(*earlier);
    if (!size || *size == 0 || *size > checkpoint->entries) {
      screen.err.write(complaint(options.since, "is no earlier checkpoint of this ledger",
                                 "give one that `weighbridge ledger checkpoint` printed"));
      return ExitStatus::rejected;
    }
    proof->since =
        cases::ConsistencyProof{*earlier, store::prove_growth(reader, *size, checkpoint->entries)};
  }
  screen.out.write(proof_json(*proof));
  return ExitStatus::well;
}

}  // namespace

ExitStatus ledger_prove(const LedgerProveOptions& options, const Screen& screen) {
  return with_store(options.store, screen,
                    [&](store::Reader& reader) { return prove(options, reader, screen); });
}

namespace {

/// A file of any size that fits in memory.
std::optional<std::string> read_pack_file(const std::string& path, const Screen& screen) {
  constexpr std::size_t kPieceBytes = 1U << 20U;
  try {
    intake::InputFile file(path);
    std::string text;
    std::string piece(kPieceBytes, '\0');
    while (const std::size_t n = file.read(piece)) text.append(piece, 0, n);
    return text;
  } catch (const std::system_error& error) {
    const intake::Trouble trouble = intake::trouble_of(path, error.code().value());
    screen.err.write(complaint(trouble.where, trouble.what, trouble.mend));
    return std::nullopt;
  }
}

ExitStatus tell_proof(const cases::Proved& proved, const Screen& screen) {
  screen.out.write(screen.style.paint(Tone::good, "The proof holds: ") + "entry " +
                   grouped(proved.sequence) + " of the " + grouped(proved.checkpoint.size) +
                   " that " + proved.checkpoint.origin + " signed\n" + proved.entry + '\n');
  if (proved.since)
    screen.out.write("Nothing of the first " + grouped(proved.since->size) +
                     " entries has changed since they were signed\n");
  return ExitStatus::well;
}

ExitStatus tell_pack(const cases::PackProved& proved, const Screen& screen) {
  screen.out.write(screen.style.paint(Tone::good, "The pack holds: ") + proved.case_id + " with " +
                   grouped(proved.messages) + " messages and " + grouped(proved.entries) +
                   " of the " + grouped(proved.checkpoint.size) + " entries that " +
                   proved.checkpoint.origin + " signed\n");
  return ExitStatus::well;
}

}  // namespace

ExitStatus ledger_export(const LedgerExportOptions& options, const Screen& screen) {
  if (!options.key.empty()) {
    ExitStatus status = ExitStatus::well;
    if (!sign_head({options.store, options.key}, screen, status)) return status;
  }
  return with_store(options.store, screen, [&](store::Reader& reader) {
    const auto pack = case_pack(reader, options.id);
    if (!pack) {
      screen.err.write(complaint(options.store, pack.error().reason, ""));
      return ExitStatus::errors;
    }
    if (const auto error = write_new(options.out, *pack)) {
      const std::string why = std::system_category().message(*error);
      screen.err.write(complaint(options.out, "cannot be written: " + why,
                                 "name a new file in a folder that you may write"));
      return ExitStatus::usage;
    }
    return ExitStatus::well;
  });
}

ExitStatus ledger_check(const LedgerCheckOptions& options, const Screen& screen) {
  const auto key = verifier_key(options.key, screen);
  if (!key) return ExitStatus::usage;
  const auto refuse = [&](const std::string& reason) {
    screen.err.write(complaint(options.proof, "does not hold: " + reason,
                               "have it made again with `weighbridge ledger prove` or `export`, "
                               "and see that the key is that ledger's"));
    return ExitStatus::errors;
  };
  const auto text = read_pack_file(options.proof, screen);
  if (!text) return ExitStatus::rejected;
  if (!text->starts_with('{')) {
    const auto pack = verify_pack(*text, *key);
    return pack ? tell_pack(*pack, screen) : refuse(pack.error().reason);
  }
  const auto proof = cases::parse_proof(*text);
  if (!proof) return refuse(proof.error().reason);
  const auto proved = verify_proof(*proof, *key);
  return proved ? tell_proof(*proved, screen) : refuse(proved.error().reason);
}

}  // namespace weighbridge::cli
