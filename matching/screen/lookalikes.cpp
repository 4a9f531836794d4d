#include "matching/screen/lookalikes.hpp"

#include "matching/identity/normalise.hpp"

namespace weighbridge::matching::screen {

namespace {

/// Beyond so many invoices of one total nobody is told apart any more: all of them are alike. A
/// supplier that bills the same amount every day stays below it for a month; the bound keeps the
/// comparisons linear.
constexpr std::uint32_t kCompared = 32;

/// What M-9.3 calls similar.
bool similar(std::string_view a, std::string_view b) {
  constexpr std::size_t kShortest = 5;
  if (a == b) return true;
  return a.size() >= kShortest && b.size() >= kShortest && within_one_edit(a, b);
}

}  // namespace

void Lookalikes::add(std::uint32_t document, NameId party, std::string_view number,
                     std::string_view gross, std::vector<std::uint32_t>& alike) {
  const std::string normalised = normalised_number(number);
  // A number without a letter or digit says nothing; the blank keeps it a text of its own.
  const NameId number_id = numbers_.add(normalised.empty() ? " " : normalised, party);
  if (number_id >= first_of_number_.size()) first_of_number_.resize(number_id + 1);
  if (std::uint32_t& first = first_of_number_[number_id]; first != 0) {
    alike.push_back(first - 1);
  } else {
    first = document + 1;
  }
  const NameId total = totals_.add(gross, party);
  if (total >= chains_.size()) chains_.resize(total + 1);
  Chain& chain = chains_[total];
  const bool crowded = chain.length >= kCompared;
  std::uint32_t place = chain.newest;
  while (place != 0) {
    const Entry& entry = entries_[place - 1];
    const bool all = chain.length == kCompared;  // the one that makes it a crowd tells the others
    if (all || crowded || similar(normalised, numbers_.text(entry.number))) {
      alike.push_back(entry.document);
    }
    if (crowded && !all) break;
    place = entry.previous;
  }
  entries_.push_back({document, chain.newest, number_id});
  chain.newest = static_cast<std::uint32_t>(entries_.size());
  ++chain.length;
}

std::size_t Lookalikes::bytes() const {
  return numbers_.bytes() + totals_.bytes() + first_of_number_.capacity() * sizeof(std::uint32_t) +
         chains_.capacity() * sizeof(Chain) + entries_.capacity() * sizeof(Entry);
}

}  // namespace weighbridge::matching::screen
