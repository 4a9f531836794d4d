// What the intake says of files of drop folders, on its way to the thread that looks after them.
#pragma once

#include <cerrno>
#include <cstdint>
#include <mutex>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include <sys/eventfd.h>
#include <unistd.h>

#include "gateway/receive/intake.hpp"
#include "gateway/spool/durable_file.hpp"

namespace weighbridge::receive {

/// What the intake said, brought from its thread to ours. Lives as long as somebody may call it.
class FolderAnswers {
 public:
  struct Answer {
    std::string folder, file;
    Outcome outcome;
  };

  FolderAnswers() : wake_(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)) {
    if (!wake_.is_open()) throw std::system_error(errno, std::system_category(), "eventfd");
  }

  void add(Answer answer) {
    {
      const std::scoped_lock lock(mutex_);
      answers_.push_back(std::move(answer));
    }
    wake();
  }
  void wake() const {
    const std::uint64_t one = 1;
    [[maybe_unused]] const ssize_t n = ::write(wake_.get(), &one, sizeof one);
  }
  std::vector<Answer> take() {
    std::uint64_t count = 0;
    [[maybe_unused]] const ssize_t n = ::read(wake_.get(), &count, sizeof count);
    const std::scoped_lock lock(mutex_);
    return std::exchange(answers_, {});
  }
  int descriptor() const { return wake_.get(); }

 private:
  spool::Descriptor wake_;
  std::mutex mutex_;
  std::vector<Answer> answers_;
};

}  // namespace weighbridge::receive
