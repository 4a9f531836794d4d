#include "gateway/as2/cms/hollow.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <vector>

namespace weighbridge::as2::cms {
namespace {

using Tag = unsigned char;
constexpr Tag kInteger = 0x02, kOctets = 0x04, kObjectId = 0x06, kSequence = 0x30;
constexpr Tag kContext0 = 0x80, kConstructed = 0x20, kContext0Constructed = 0xA0;
constexpr std::string_view kEndOfContents("\0\0", 2);
constexpr std::string_view kEnveloped("\x2A\x86\x48\x86\xF7\x0D\x01\x07\x03");
constexpr std::string_view kAuthEnveloped("\x2A\x86\x48\x86\xF7\x0D\x01\x09\x10\x01\x17");
constexpr std::size_t kTypeAt = 2;  ///< of a frame: behind the head of its outermost element

/// Ends the walk; caught in hollow(). The structure comes from outside, so this is no failure of
/// the world, but forty returns would hide what is read.
struct Broken {
  const char* message;
};

struct Head {
  Tag tag = 0;
  bool indefinite = false;
  std::uint64_t begin = 0, content = 0, length = 0;

  bool constructed() const { return (tag & kConstructed) != 0; }
  std::uint64_t end() const { return content + length; }
};

/// The head of the element at the cursor, which moves behind it.
Head read_head(SliceCursor& cursor) {
  constexpr std::size_t kLongest = 10;
  const std::string_view ahead = cursor.ahead(kLongest);
  if (ahead.size() < 2) throw Broken{"the structure ends too early"};
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(ahead[i]); };
  Head head;
  head.tag = byte(0);
  head.begin = cursor.position();
  if ((head.tag & 0x1FU) == 0x1FU) throw Broken{"a tag of several bytes"};
  std::size_t size = 2;
  if (byte(1) < 0x80U) {
    head.length = byte(1);
  } else if (byte(1) == 0x80U) {
    if (!head.constructed()) throw Broken{"an indefinite length where none may be"};
    head.indefinite = true;
  } else {
    const std::size_t bytes = byte(1) & 0x7FU;
    if (bytes > 8 || ahead.size() < 2 + bytes) throw Broken{"a length of too many bytes"};
    for (std::size_t i = 0; i < bytes; ++i) head.length = head.length << 8U | byte(2 + i);
    size += bytes;
  }
  head.content = head.begin + size;
  if (head.length > cursor.size() || head.content > cursor.size() - head.length)
    throw Broken{"an element is longer than the structure"};
  cursor.move_to(head.content);
  return head;
}

/// Puts the pieces of an octet string together while it is read.
class OctetSource final : public ByteSource {
 public:
  explicit OctetSource(const Slice& element) : cursor_(element) {}

  std::size_t read(std::span<char> room) override {
    if (left_ == 0 && !next_piece()) return 0;
    const std::string_view ahead = cursor_.ahead(1);
    const auto n = static_cast<std::size_t>(
        std::min<std::uint64_t>(left_, std::min(ahead.size(), room.size())));
    std::memcpy(room.data(), ahead.data(), n);
    cursor_.move_to(cursor_.position() + n);
    left_ -= n;
    return n;
  }

 private:
  /// Its heads were read before, by Walk::skip(), so none is broken but those within a piece of
  /// definite length; there the content just ends.
  bool next_piece() {
    try {
      while (left_ == 0) {
        if (cursor_.at_end()) return false;
        if (cursor_.ahead(2).starts_with(kEndOfContents)) {
          cursor_.move_to(cursor_.position() + 2);
          continue;
        }
        const Head head = read_head(cursor_);
        if (!head.constructed()) left_ = head.length;
      }
      return true;
    } catch (const Broken&) {
      return false;
    }
  }

  SliceCursor cursor_;
  std::uint64_t left_ = 0;
};

/// The first `size` bytes of another source.
class ShortenedSource final : public ByteSource {
 public:
  ShortenedSource(std::unique_ptr<ByteSource> source, std::uint64_t size)
      : source_(std::move(source)), left_(size) {}

  std::size_t read(std::span<char> room) override {
    const std::size_t n = source_->read(
        room.first(static_cast<std::size_t>(std::min<std::uint64_t>(room.size(), left_))));
    left_ -= n;
    return n;
  }

 private:
  std::unique_ptr<ByteSource> source_;
  std::uint64_t left_;
};

/// How many octets there are, and the last `count` of them.
std::pair<std::uint64_t, std::string> measure(ByteSource& source, std::size_t count) {
  std::uint64_t octets = 0;
  std::string piece(64U << 10U, '\0'), last;
  while (const std::size_t n = source.read(piece)) {
    octets += n;
    last.append(piece, n > count ? n - count : 0, std::min(n, count));
    if (last.size() > count) last.erase(0, last.size() - count);
  }
  return {octets, last};
}

std::string element(Tag tag, std::string_view content) {
  std::string bytes{static_cast<char>(tag), static_cast<char>(content.size())};
  return bytes.append(content);
}

/// Takes an element of `tag` with a short length off `bytes`: its content.
std::optional<std::string_view> take_short(std::string_view& bytes, Tag tag) {
  if (bytes.size() < 2 || static_cast<Tag>(bytes[0]) != tag) return std::nullopt;
  const auto size = static_cast<unsigned char>(bytes[1]);
  if (size >= 0x80U || size > bytes.size() - 2) return std::nullopt;
  const std::string_view content = bytes.substr(2, size);
  bytes.remove_prefix(2U + size);
  return content;
}

/// The octets of the tag where `algorithm`, an AlgorithmIdentifier, is an AES-GCM.
std::optional<std::size_t> gcm_tag_octets(std::string_view algorithm) {
  // 2.16.840.1.101.3.4.1.6, .26 and .46 but for the last number
  static constexpr std::string_view kAes("\x60\x86\x48\x01\x65\x03\x04\x01");
  auto inside = take_short(algorithm, kSequence);
  const auto id = inside ? take_short(*inside, kObjectId) : std::nullopt;
  if (!id || id->size() != kAes.size() + 1 || !id->starts_with(kAes) ||
      std::string_view("\x06\x1A\x2E").find(id->back()) == std::string_view::npos)
    return std::nullopt;
  auto parameters = take_short(*inside, kSequence);
  if (!parameters || !take_short(*parameters, kOctets)) return std::nullopt;
  std::size_t octets = 12;  // RFC 5084 §3.2: where nothing is said
  if (const auto said = take_short(*parameters, kInteger); said && said->size() == 1)
    octets = static_cast<unsigned char>(said->front());
  if (octets < 12 || octets > 16) return std::nullopt;
  return octets;
}

/// Walks down a structure once and writes the frame as it goes.
class Walk {
 public:
  Walk(const Slice& cms, const FrameLimits& limits) : cms_(cms), cursor_(cms), limits_(limits) {}

  Hollow run() {
    enter(kSequence);
    hollow_.type = read_type();
    enter(kContext0Constructed);
    enter(kSequence);
    copy();  // version
    switch (hollow_.type) {
      case ContentType::signed_data:
      case ContentType::compressed:
        copy();
        break;  // algorithms
      case ContentType::enveloped:
      case ContentType::auth_enveloped:
        while (next_tag() != kSequence) copy();  // originator, recipients
        break;
    }
    read_content_info();
    if (tag_octets_ > 0)
      become_authenticated();
    else
      while (!at_close()) copy();
    leave();
    leave();
    leave();
    return std::move(hollow_);
  }

 private:
  struct Level {
    bool indefinite = false;
    std::uint64_t end = 0;
  };

  ContentType read_type() {
    struct Known {
      ContentType type;
      std::string_view id;
    };
    // 1.2.840.113549.1.7.2, .7.3, .9.16.1.23, .9.16.1.9
    static constexpr std::array kKnown{
        Known{ContentType::signed_data, "\x2A\x86\x48\x86\xF7\x0D\x01\x07\x02"},
        Known{ContentType::enveloped, kEnveloped},
        Known{ContentType::auth_enveloped, kAuthEnveloped},
        Known{ContentType::compressed, "\x2A\x86\x48\x86\xF7\x0D\x01\x09\x10\x01\x09"}};
    if (next_tag() != kObjectId) throw Broken{"a structure that does not say its type"};
    copy();
    const std::string_view id = std::string_view(hollow_.frame).substr(kTypeAt + 2);
    const auto known =
        std::find_if(kKnown.begin(), kKnown.end(), [&](const Known& k) { return k.id == id; });
    if (known == kKnown.end()) throw Broken{"a type of content that AS2 does not have"};
    return known->type;
  }

  /// EncapsulatedContentInfo or EncryptedContentInfo: type, algorithm where it is encrypted, and
  /// the content, which is left out of the frame.
  void read_content_info() {
    enter(kSequence);
    copy();
    const bool encrypted =
        hollow_.type == ContentType::enveloped || hollow_.type == ContentType::auth_enveloped;
    if (encrypted) copy_cipher();
    if (!at_close()) {
      const Tag tag = next_tag();
      if (encrypted) {
        if (tag != kContext0 && tag != kContext0Constructed) throw Broken{"no encrypted content"};
        take_content();
      } else {
        // [0] EXPLICIT around an octet string: out of the frame with both.
        if (tag != kContext0Constructed) throw Broken{"content of an unexpected kind"};
        const Head outer = read_head(cursor_);
        if ((next_tag() | kConstructed) != (kOctets | kConstructed))
          throw Broken{"content that is no octet string"};
        take_content();
        if (outer.indefinite)
          expect_end_of_contents();
        else if (cursor_.position() != outer.end())
          throw Broken{"content that is longer than it says"};
      }
    }
    leave();
  }

  void copy_cipher() {
    const std::size_t before = hollow_.frame.size();
    copy();
    if (hollow_.type == ContentType::enveloped)
      tag_octets_ = gcm_tag_octets(std::string_view(hollow_.frame).substr(before)).value_or(0);
  }

  /// EnvelopedData may not hold AES-GCM (RFC 5084 §1.1), yet Bouncy Castle and others write it,
  /// with the tag behind the ciphertext. OpenSSL gets the AuthEnvelopedData it should have been.
  void become_authenticated() {
    while (!at_close()) skip(0);  // attributes that nothing protects
    const auto [octets, tag] = measure(*hollow_.open_content(), tag_octets_);
    if (octets < tag_octets_) throw Broken{"the structure ends too early"};
    hollow_.frame.replace(kTypeAt, 2 + kEnveloped.size(), element(kObjectId, kAuthEnveloped));
    append(element(kOctets, tag));
    hollow_.type = ContentType::auth_enveloped;
    hollow_.octets = octets - tag_octets_;
  }

  void take_content() {
    const std::uint64_t begin = cursor_.position();
    skip(0);
    hollow_.content = cms_.part(begin, cursor_.position() - begin);
  }

  void enter(Tag tag) {
    const Head head = read_head(cursor_);
    if (head.tag != tag) throw Broken{"an element of an unexpected kind"};
    if (!head.indefinite && !levels_.empty() && !levels_.back().indefinite &&
        head.end() > levels_.back().end)
      throw Broken{"an element is longer than what holds it"};
    levels_.push_back({head.indefinite, head.end()});
    // The frame is written with indefinite lengths: what is left out changes the others.
    const char head_bytes[] = {static_cast<char>(tag), static_cast<char>(0x80)};
    append({head_bytes, sizeof head_bytes});
  }

  void leave() {
    if (levels_.back().indefinite)
      expect_end_of_contents();
    else if (cursor_.position() != levels_.back().end)
      throw Broken{"an element is longer than what holds it"};
    levels_.pop_back();
    append(kEndOfContents);
  }

  bool at_close() {
    if (!levels_.back().indefinite) return cursor_.position() >= levels_.back().end;
    return cursor_.ahead(2).starts_with(kEndOfContents);
  }

  void expect_end_of_contents() {
    if (!cursor_.ahead(2).starts_with(kEndOfContents)) throw Broken{"an element has no end"};
    cursor_.move_to(cursor_.position() + 2);
  }

  Tag next_tag() {
    if (at_close()) throw Broken{"the structure ends too early"};
    const std::string_view ahead = cursor_.ahead(1);
    if (ahead.empty()) throw Broken{"the structure ends too early"};
    return static_cast<Tag>(ahead.front());
  }

  /// One element with all it holds into the frame.
  void copy() {
    if (at_close()) throw Broken{"the structure ends too early"};
    const std::uint64_t begin = cursor_.position();
    skip(0);
    const std::uint64_t size = cursor_.position() - begin;
    if (size > limits_.frame_bytes_max) throw Broken{"too many recipients or certificates"};
    append(cms_.part(begin, size).text());
  }

  void skip(std::size_t depth) {
    if (depth > limits_.depth_max) throw Broken{"elements too deep within one another"};
    if (++elements_ > limits_.elements_max) throw Broken{"too many elements"};
    const Head head = read_head(cursor_);
    if (!head.indefinite) {
      cursor_.move_to(head.end());
      return;
    }
    while (!cursor_.ahead(2).starts_with(kEndOfContents)) skip(depth + 1);
    cursor_.move_to(cursor_.position() + 2);
  }

  void append(std::string_view bytes) {
    if (hollow_.frame.size() + bytes.size() > limits_.frame_bytes_max)
      throw Broken{"too many recipients or certificates"};
    hollow_.frame.append(bytes);
  }

  const Slice& cms_;
  SliceCursor cursor_;
  const FrameLimits& limits_;
  std::vector<Level> levels_;
  std::uint64_t elements_ = 0;
  std::size_t tag_octets_ = 0;  ///< behind a ciphertext, where they should not be
  Hollow hollow_;
};

}  // namespace

std::unique_ptr<ByteSource> Hollow::open_content() const {
  if (!content) return std::make_unique<MemorySource>(std::string_view());
  auto all = std::make_unique<OctetSource>(*content);
  if (!octets) return all;
  return std::make_unique<ShortenedSource>(std::move(all), *octets);
}

std::optional<Slice> Hollow::content_in_one_piece() const {
  if (!content) return std::nullopt;
  SliceCursor cursor(*content);
  const Head head = read_head(cursor);
  if (head.constructed()) return std::nullopt;
  return content->part(head.content, octets.value_or(head.length));
}

boost::system::result<Hollow, NotCms> hollow(const Slice& cms, const FrameLimits& limits) {
  try {
    return Walk(cms, limits).run();
  } catch (const Broken& broken) {
    return NotCms{broken.message};
  }
}

}  // namespace weighbridge::as2::cms
