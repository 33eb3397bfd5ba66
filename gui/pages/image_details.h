// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The pane beside the image table: what the image is, what can be done with it, what it is made of,
// who uses it, and where it is from; layers, history and configuration in tabs of their own.
//
// The configuration is fetched from the helper when somebody looks at it, without waiting. GUI
// thread only.
#pragma once

#include <array>
#include <memory>

#include <QDBusPendingCallWatcher>
#include <QTabBar>
#include <QWidget>

#include "gui/models/live_store.h"

class QHBoxLayout;
class QStackedWidget;

namespace onggi {

class CopyButton;
class DetailTable;
class ImageOverview;
class Label;
class GlyphLabel;

class ImageDetails : public QWidget {
    Q_OBJECT

public:
    // Both must outlive the pane.
    ImageDetails(HelperLink& link, LiveStore& store, QWidget* parent = nullptr);
    ~ImageDetails() override;

    // By serial; 0, or one that the store does not have: none.
    void showImage(Serial image, std::int64_t now);
    Serial image() const noexcept { return m_image; }

    void addActionButton(QAction* action, bool isAtEnd);

signals:
    // Another image of the stack was chosen.
    void imageChosen(onggi::Serial image);

protected:
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    enum Tab { Overview, Layers, History, Configuration, TabCount };

    void build();
    void retranslate();
    void refresh();
    void showHead();
    void showTab();
    void fetchConfig();
    void takeConfig(const QDBusPendingCallWatcher& call);
    void showConfig();

    HelperLink& m_link;
    LiveStore& m_store;
    Serial m_image = 0;
    std::size_t m_index = 0; // of the image in the store's view
    std::int64_t m_now = 0;

    QByteArray m_config; // of m_configOf
    Serial m_configOf = 0;
    QString m_configFailure;
    std::unique_ptr<QDBusPendingCallWatcher> m_configCall;

    QWidget* m_content = nullptr;
    Label* m_nothing = nullptr;
    Label* m_name = nullptr;
    GlyphLabel* m_state = nullptr;
    Label* m_id = nullptr;
    CopyButton* m_copyId = nullptr;
    Label* m_otherTags = nullptr;
    QHBoxLayout* m_buttons = nullptr;
    QHBoxLayout* m_endButtons = nullptr;
    QTabBar* m_tabs = nullptr;
    QStackedWidget* m_pages = nullptr;
    ImageOverview* m_overview = nullptr;
    DetailTable* m_layers = nullptr;
    DetailTable* m_history = nullptr;
    DetailTable* m_configuration = nullptr;
};

} // namespace onggi
