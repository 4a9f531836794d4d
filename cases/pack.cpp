#include "cases/pack.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <set>

#include "cases/proof.hpp"
#include "cases/sha256.hpp"
#include "parsers/json/document.hpp"
#include "parsers/json/writer.hpp"

namespace weighbridge::cases {
namespace {

using boost::system::result;

// POSIX ustar: blocks of 512 bytes, one of them before each file.
constexpr std::size_t kBlock = 512;
constexpr std::size_t kNameMax = 100;
constexpr std::size_t kSizeAt = 124, kSizeDigits = 11;
constexpr std::size_t kChecksumAt = 148;
constexpr std::size_t kFilesMax = 100'000;

std::string octal(std::uint64_t number, std::size_t digits) {
  std::string text(digits, '0');
  for (auto digit = text.rbegin(); digit != text.rend(); ++digit, number >>= 3U)
    *digit = static_cast<char>('0' + (number & 7U));
  return text;
}

/// The block before a file. What says nothing about the file is always the same.
std::string tar_header(std::string_view name, std::uint64_t size) {
  std::string block(kBlock, '\0');
  const auto put = [&](std::size_t at, std::string_view text) {
    block.replace(at, text.size(), text);
  };
  put(0, name);
  put(100, "0000644");
  put(108, "0000000");
  put(116, "0000000");
  put(kSizeAt, octal(size, kSizeDigits));
  put(136, "00000000000");
  put(kChecksumAt, "        ");
  put(156, "0");
  put(257, std::string_view("ustar\00000", 8));
  std::uint64_t sum = 0;
  for (const char c : block) sum += static_cast<unsigned char>(c);
  put(kChecksumAt, octal(sum, 6) + std::string("\0 ", 2));
  return block;
}

void append_file(std::string& archive, std::string_view name, std::string_view bytes) {
  archive += tar_header(name, bytes.size());
  archive += bytes;
  archive.append((kBlock - bytes.size() % kBlock) % kBlock, '\0');
}

std::string manifest_of(const std::vector<PackFile>& files) {
  std::string text;
  json::Writer json(text, 2, 2);
  json.begin_object().member("schema", "weighbridge.pack/1").key("files").begin_array();
  for (const PackFile& file : files) {
    json.begin_object().member("name", file.name).key("bytes").number(file.bytes.size());
    json.member("sha256", sha256_hex(file.bytes)).end_object();
  }
  json.end_array().end_object();
  return text + '\n';
}

/// What stands in a header's octal field; nothing when it holds anything else.
std::optional<std::uint64_t> size_of(std::string_view header) {
  const std::string_view digits = header.substr(kSizeAt, kSizeDigits);
  std::uint64_t size = 0;
  const auto [end, failure] =
      std::from_chars(digits.data(), digits.data() + digits.size(), size, 8);
  if (failure != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return size;
}

std::string name_of(std::string_view header) {
  const std::string_view field = header.substr(0, kNameMax);
  return std::string(field.substr(0, field.find('\0')));
}

/// The ledger's entries of a pack, and what they speak of.
class Entries {
 public:
  std::optional<PackRefusal> add(const PackFile& file, const VerifierKey& key) {
    const auto proof = parse_proof(file.bytes);
    if (!proof) return PackRefusal{file.name + ": " + proof.error().reason};
    const auto proved = verify_proof(*proof, key);
    if (!proved) return PackRefusal{file.name + ": " + proved.error().reason};
    if (count_ != 0 && proved->checkpoint != checkpoint_)
      return PackRefusal{file.name + " leads to another checkpoint than the others"};
    checkpoint_ = proved->checkpoint;
    ++count_;
    Findings findings;
    const auto entry = json::Document::parse(proved->entry, findings);
    const auto member = [&](std::string_view name) -> std::string {
      if (!entry) return {};
      const auto value = entry->root().find(name);
      return value ? std::string(value->text()) : std::string();
    };
    if (member("action") == "message.accepted") messages_.insert(member("object"));
    if (member("action").starts_with("case.")) cases_.insert(member("object"));
    return std::nullopt;
  }

  bool took_in(std::string_view message) const { return messages_.contains(message); }
  bool tell_of(std::string_view case_id) const { return cases_.contains(case_id); }
  std::uint64_t count() const { return count_; }
  const Checkpoint& checkpoint() const { return checkpoint_; }

 private:
  std::set<std::string, std::less<>> messages_, cases_;
  std::uint64_t count_ = 0;
  Checkpoint checkpoint_;
};

bool is_proof(std::string_view name) {
  return name.starts_with(kPackProofs) && name.ends_with(".json");
}

/// The id in the name of a message's bytes; empty for other files.
std::string_view message_of(std::string_view name) {
  constexpr std::string_view kEnd = ".bin";
  if (!name.starts_with(kPackMessages) || !name.ends_with(kEnd)) return {};
  name.remove_prefix(kPackMessages.size());
  name.remove_suffix(kEnd.size());
  return name;
}

std::string case_id_of(const std::vector<PackFile>& files) {
  for (const PackFile& file : files) {
    if (file.name != kPackCase) continue;
    Findings findings;
    const auto document = json::Document::parse(file.bytes, findings);
    if (!document) return {};
    const auto id = document->root().find("id");
    return id ? std::string(id->text()) : std::string();
  }
  return {};
}

}  // namespace

std::string write_pack(std::vector<PackFile> files) {
  std::sort(files.begin(), files.end(),
            [](const PackFile& a, const PackFile& b) { return a.name < b.name; });
  std::string archive;
  for (const PackFile& file : files) append_file(archive, file.name, file.bytes);
  append_file(archive, kPackManifest, manifest_of(files));
  return archive.append(2 * kBlock, '\0');
}

result<std::vector<PackFile>, PackRefusal> read_pack(std::string_view archive) {
  std::vector<PackFile> files;
  std::string_view rest = archive;
  while (rest.size() >= kBlock && rest.front() != '\0') {
    const std::optional<std::uint64_t> size = size_of(rest);
    if (!size || *size > rest.size() - kBlock || files.size() == kFilesMax)
      return PackRefusal{"it is no pack: the block before file " +
                         std::to_string(files.size() + 1) + " cannot be read"};
    const std::size_t whole = (*size + kBlock - 1) / kBlock * kBlock;
    files.push_back({name_of(rest), std::string(rest.substr(kBlock, *size))});
    rest.remove_prefix(std::min<std::size_t>(kBlock + whole, rest.size()));
  }
  if (files.empty() || files.back().name != kPackManifest)
    return PackRefusal{"it has no manifest at its end"};
  const std::string manifest = std::move(files.back().bytes);
  files.pop_back();
  // Whatever a byte is for, it is found: the archive is compared with what its files make.
  for (const PackFile& file : files)
    if (manifest.find(sha256_hex(file.bytes)) == std::string::npos)
      return PackRefusal{file.name + " is not what the manifest says"};
  if (manifest != manifest_of(files)) return PackRefusal{"the manifest does not fit the files"};
  if (write_pack(files) != archive) return PackRefusal{"bytes between the files were changed"};
  return files;
}

result<PackProved, PackRefusal> verify_pack(std::string_view archive, const VerifierKey& key) {
  const auto files = read_pack(archive);
  if (!files) return files.error();
  PackProved proved;
  proved.case_id = case_id_of(*files);
  Entries entries;
  for (const PackFile& file : *files)
    if (is_proof(file.name))
      if (auto refusal = entries.add(file, key)) return std::move(*refusal);
  if (!entries.tell_of(proved.case_id))
    return PackRefusal{"no entry of the ledger tells of its case"};
  for (const PackFile& file : *files) {
    const std::string_view id = message_of(file.name);
    if (id.empty()) continue;
    if (sha256_hex(file.bytes) != id)
      return PackRefusal{file.name + " does not hold the bytes it is named after"};
    if (!entries.took_in(id))
      return PackRefusal{"no entry of the ledger tells that " + file.name + " was taken in"};
    ++proved.messages;
  }
  proved.entries = entries.count();
  proved.checkpoint = entries.checkpoint();
  return proved;
}

}  // namespace weighbridge::cases
