// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The window itself, measured from inside: prints one line of tab-separated figures.
//
//   first paint   milliseconds from START (nanoseconds since 1970, before the program was started)
//   to
//                 the first painting of the table with images in it
//   longest stall milliseconds in which the event loop answered nothing while the window opened,
//   every
//                 page was shown, and a filter was typed
//   resident      megabytes, and how many of them are the window's own (anonymous)
//   idle          milliseconds of CPU in five seconds in which nothing happens
//
// `onggi-bench-window START`.

#include <chrono>
#include <cstdio>
#include <fstream>
#include <string>

#include <QApplication>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QSettings>
#include <QTemporaryDir>
#include <QTimer>

#include <sys/resource.h>

#include "gui/application.h"
#include "gui/main_window.h"
#include "gui/pages/activity_page.h"
#include "gui/pages/containers_page.h"
#include "gui/pages/image_view.h"
#include "gui/pages/images_page.h"
#include "gui/pages/lineage_page.h"

using namespace onggi;

namespace {

constexpr int kSettle = 2'000; // milliseconds
constexpr int kIdle = 5'000;

double millisecondsSince(long long start)
{
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return static_cast<double>(std::chrono::duration_cast<std::chrono::nanoseconds>(now).count() -
                               start) /
           1e6;
}

double megabytes(const std::string& field)
{
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);) {
        if (line.starts_with(field + ":"))
            return std::stod(line.substr(field.size() + 1)) * 1024 / 1e6;
    }
    return 0;
}

double cpuMilliseconds()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto of = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_usec) / 1e3;
    };
    return of(usage.ru_utime) + of(usage.ru_stime);
}

// Notes when the table is painted first with something in it.
class FirstPaint : public QObject {
public:
    FirstPaint(ImagesPage& page, long long start)
        : m_page(page)
        , m_start(start)
    {
        page.findChild<ImageView*>()->viewport()->installEventFilter(this);
    }

    double milliseconds() const { return m_milliseconds; }

protected:
    bool eventFilter(QObject* object, QEvent* event) override
    {
        if (event->type() == QEvent::Paint && m_milliseconds == 0 && m_page.count() > 0)
            QTimer::singleShot(0, this, [this] {
                if (m_milliseconds == 0)
                    m_milliseconds = millisecondsSince(m_start);
            });
        return QObject::eventFilter(object, event);
    }

private:
    ImagesPage& m_page;
    long long m_start;
    double m_milliseconds = 0;
};

// The longest time between two ticks of a timer that ticks always.
class Stalls : public QObject {
public:
    Stalls()
    {
        m_clock.start();
        connect(&m_timer, &QTimer::timeout, this, [this] {
            m_longest = std::max(m_longest, static_cast<double>(m_clock.nsecsElapsed()) / 1e6);
            m_clock.restart();
        });
        m_timer.start(0);
    }
    void stop() { m_timer.stop(); }
    double longest() const { return m_longest; }

private:
    QTimer m_timer;
    QElapsedTimer m_clock;
    double m_longest = 0;
};

void wait(int milliseconds)
{
    QEventLoop loop;
    QTimer::singleShot(milliseconds, &loop, &QEventLoop::quit);
    loop.exec();
}

void useAllOf(Application& application)
{
    MainWindow& window = application.window();
    for (Page* page :
         std::initializer_list<Page*>{&application.lineage(), &application.containers(),
                                      &application.activity(), &application.images()}) {
        window.showPage(page);
        wait(300);
    }
    auto* filter = application.images().findChild<QLineEdit*>();
    for (const char* typed : {"i", "im", "image-9", "image-99", ""}) {
        filter->setText(QLatin1String(typed));
        wait(100);
    }
}

} // namespace

int main(int argc, char** argv)
{
    QApplication qt(argc, argv);
    const long long start = argc > 1 ? std::stoll(argv[1]) : 0;
    const QTemporaryDir settings;
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, settings.path());
    QCoreApplication::setOrganizationName("onggi-bench");
    QCoreApplication::setApplicationName("window");

    Application application(QDBusConnection::systemBus());
    Stalls stalls;
    const FirstPaint paint(application.images(), start);
    QElapsedTimer waited;
    waited.start();
    while (paint.milliseconds() == 0 && waited.elapsed() < 30'000)
        wait(1);
    if (paint.milliseconds() == 0) {
        std::fputs("onggi-bench-window: no image came within 30 seconds\n", stderr);
        return 1;
    }
    wait(kSettle);
    useAllOf(application);
    stalls.stop();
    wait(kSettle);
    const double before = cpuMilliseconds();
    wait(kIdle);
    std::printf("%.0f\t%.1f\t%.0f\t%.0f\t%.1f\n", paint.milliseconds(), stalls.longest(),
                megabytes("VmRSS"), megabytes("RssAnon"), cpuMilliseconds() - before);
    return 0;
}
