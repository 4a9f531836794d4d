#include "gateway/cli/opened_store.hpp"

#include "gateway/cli/complaint.hpp"
#include "gateway/serve/settings.hpp"

namespace weighbridge::cli {

ExitStatus tell_failure(const std::string& path, const store::StoreError& failure,
                        const Screen& screen) {
  using Kind = store::StoreError::Kind;
  const std::string_view what = failure.what();
  const bool named = what.find(path) != std::string_view::npos;
  screen.err.write(complaint(named ? "" : path, what));
  switch (failure.kind()) {
    case Kind::missing:
    case Kind::not_a_store:
    case Kind::newer_schema:
    case Kind::not_permitted:
      return ExitStatus::rejected;
    case Kind::damaged:
      return ExitStatus::errors;
    case Kind::locked:
    case Kind::full:
    case Kind::unsynced:
    case Kind::other:
      break;
  }
  return ExitStatus::internal;
}

ExitStatus with_store(const std::string& path, const Screen& screen,
                      const std::function<ExitStatus(store::Reader&)>& work) {
  try {
    ExitStatus status = ExitStatus::well;
    store::open_sqlite_read_only(path)->read([&](store::Reader& reader) { status = work(reader); });
    return status;
  } catch (const store::StoreError& failure) {
    return tell_failure(path, failure, screen);
  }
}

std::optional<std::string> store_file(const StorePlace& place, const Screen& screen) {
  if (!place.store.empty()) return place.store;
  std::vector<TableError> errors;
  const serve::Settings settings =
      serve::read_settings(place.config, serve::process_environment, errors);
  for (const TableError& error : errors) screen.err.write(complaint(error));
  if (!errors.empty()) return std::nullopt;
  return settings.store;
}

}  // namespace weighbridge::cli
