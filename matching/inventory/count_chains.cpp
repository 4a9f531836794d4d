#include "matching/inventory/count_chains.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <tuple>
#include <unordered_map>

#include "matching/wording.hpp"

namespace weighbridge::matching {

namespace {

int number_of(const StockEvent& count) {
  const std::string& text = count->count_no;
  int number = 1;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

std::string place_of(const StockEvent& count) {
  return sentence(count->site, "\x1f", count->location, "\x1f", count->sku, "\x1f", count->lot);
}

/// Another item, or another site, can not have been counted again; nor a count by itself.
bool may_recount(const StockEvent& recount, const StockEvent& count) {
  return recount->id != count->id && recount->site == count->site && recount->sku == count->sku;
}

/// For each count the id of the one that it recounts; empty: a first count.
std::vector<std::string> parents_of(const std::vector<StockEvent>& counts) {
  std::unordered_map<std::string_view, const StockEvent*> by_id;
  for (const StockEvent& count : counts) by_id.emplace(count->id, &count);
  std::vector<std::string> parents;
  parents.reserve(counts.size());
  // The newest count of each place and number so far.
  std::unordered_map<std::string, std::map<int, const StockEvent*>> seen;
  for (const StockEvent& count : counts) {
    auto& here = seen[place_of(count)];
    const int number = number_of(count);
    std::string parent = count->recount_of;
    const auto named = by_id.find(parent);
    if (named != by_id.end() && !may_recount(count, *named->second)) parent.clear();
    if (parent.empty() && number > 1) {
      const StockEvent* newest = nullptr;
      for (auto it = here.begin(); it != here.end() && it->first < number; ++it) {
        if (newest == nullptr || newest->at <= it->second->at) newest = it->second;
      }
      if (newest != nullptr) parent = (*newest)->id;
    }
    parents.push_back(std::move(parent));
    here[number] = &count;
  }
  return parents;
}

/// Sets of count ids that belong together, each with the id that stands for it.
class Families {
 public:
  /// The stand-in of `id`: the count that its chain of parents ends at.
  const std::string& head(const std::string& id) {
    std::vector<std::string> path;
    const std::string* at = &id;
    for (auto it = parent_.find(*at); it != parent_.end() && it->second != *at;
         it = parent_.find(*at)) {
      path.push_back(*at);
      at = &it->second;
    }
    const std::string found = *at;
    for (const std::string& passed : path) parent_[passed] = found;
    return parent_.try_emplace(found, found).first->first;
  }

  /// `child` recounts `parent`; counts that name one another in a circle stay one family.
  void tie(const std::string& child, const std::string& parent) {
    const std::string mine = head(child);
    const std::string theirs = head(parent);
    if (mine != theirs) parent_[mine] = theirs;
  }

 private:
  std::unordered_map<std::string, std::string> parent_;
};

}  // namespace

std::vector<CountChain> chain_counts(const std::vector<StockEvent>& counts) {
  const std::vector<std::string> parents = parents_of(counts);
  Families families;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (!parents[i].empty()) families.tie(counts[i]->id, parents[i]);
  }
  std::map<std::string, CountChain> chains;
  for (const StockEvent& count : counts) {
    CountChain& chain = chains[families.head(count->id)];
    chain.countings.push_back(count);
  }
  std::vector<CountChain> found;
  found.reserve(chains.size());
  for (auto& [head, chain] : chains) {
    chain.id = head;
    std::sort(chain.countings.begin(), chain.countings.end(),
              [](const StockEvent& a, const StockEvent& b) {
                return std::tuple(a.at, number_of(a), std::string_view(a->id)) <
                       std::tuple(b.at, number_of(b), std::string_view(b->id));
              });
    found.push_back(std::move(chain));
  }
  return found;
}

}  // namespace weighbridge::matching
