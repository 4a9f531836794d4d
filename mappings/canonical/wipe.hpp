// Makes a value as new and keeps its memory, so that a stream of documents need not allocate.
#pragma once

#include "mappings/canonical/members.hpp"

namespace weighbridge {

namespace detail {

/// Follows the tables of members: none can be forgotten.
struct Wiper {
  template <class Member>
  void operator()(std::string_view, Member& member) {
    wipe(member);
  }
  template <class Member>
  void required(std::string_view, Member& member) {
    wipe(member);
  }
  void schema(std::string_view) {}

  // Most are empty already, and what is not written need not leave the cache.
  static void wipe(std::string& text) {
    if (!text.empty()) text.clear();
  }
  template <class Tag>
  static void wipe(Name<Tag>& name) {
    wipe(name.value);
  }
  template <class Element>
  static void wipe(std::vector<Element>& list) {
    if (!list.empty()) list.clear();
  }
  template <class Member>
  static void wipe(Member& member) {
    if constexpr (requires(Wiper & w, Member & m) { Members<Member>::visit(w, m); }) {
      Wiper wiper;
      Members<Member>::visit(wiper, member);
    } else {
      member = Member{};
    }
  }
};

}  // namespace detail

/// As `line = ReceiptLine{}`, but its strings and lists keep their room.
inline void wipe(ReceiptLine& line) {
  detail::Wiper::wipe(line);
}

/// As `receipt = Receipt{}`, but its lines stay as they are, to be wiped and filled again.
inline void wipe_but_lines(Receipt& receipt) {
  std::vector<ReceiptLine> lines = std::move(receipt.lines);
  receipt = Receipt{};
  receipt.lines = std::move(lines);
}

}  // namespace weighbridge
