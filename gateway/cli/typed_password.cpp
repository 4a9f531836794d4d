#include "gateway/cli/typed_password.hpp"

#include <cstdio>
#include <memory>

#include <termios.h>
#include <unistd.h>

namespace weighbridge::cli {
namespace {

struct Close {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using Terminal = std::unique_ptr<std::FILE, Close>;

/// The terminal does not show what is typed while this lives.
class Hidden {
 public:
  explicit Hidden(int fd) : fd_(fd), was_known_(::tcgetattr(fd, &before_) == 0) {
    if (!was_known_) return;
    termios hidden = before_;
    hidden.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    ::tcsetattr(fd_, TCSAFLUSH, &hidden);
  }
  Hidden(const Hidden&) = delete;
  Hidden& operator=(const Hidden&) = delete;
  ~Hidden() {
    if (was_known_) ::tcsetattr(fd_, TCSAFLUSH, &before_);
  }

 private:
  int fd_;
  termios before_{};
  bool was_known_;
};

std::optional<std::string> ask(std::FILE* terminal, const std::string& question) {
  std::fputs(question.c_str(), terminal);
  std::fflush(terminal);
  std::string line;
  int c = 0;
  while ((c = std::fgetc(terminal)) != EOF && c != '\n') line += static_cast<char>(c);
  std::fputs("\n", terminal);
  if (c == EOF) return std::nullopt;
  return line;
}

}  // namespace

bool has_terminal() {
  return ::isatty(STDIN_FILENO) == 1;
}

std::optional<std::string> typed_password(const std::string& user) {
  const Terminal terminal(std::fopen("/dev/tty", "r+"));
  if (!terminal) return std::nullopt;
  const Hidden hidden(::fileno(terminal.get()));
  std::optional<std::string> first = ask(terminal.get(), "Password of " + user + ": ");
  const std::optional<std::string> second = ask(terminal.get(), "Once more: ");
  return first == second ? first : std::nullopt;
}

}  // namespace weighbridge::cli
