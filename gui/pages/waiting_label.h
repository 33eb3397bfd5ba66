// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What a page shows until the store is there for the first time: that it is being read, or nothing
// where it is not, which a bar of errors says beside it.
#pragma once

#include "gui/models/live_store.h"
#include "gui/widgets/label.h"

namespace onggi {

class WaitingLabel : public Label {
    Q_OBJECT

public:
    WaitingLabel(HelperLink& link, LiveStore& store)
        : Label(Type::Body, Ink::Secondary)
    {
        setAlignment(Qt::AlignCenter);
        connect(&store, &LiveStore::failed, this, [this] { setReading(false); });
        // One that is looked for again is no news.
        connect(&link, &HelperLink::stateChanged, this, [this](HelperLink::State state) {
            if (state != HelperLink::State::Searching)
                setReading(state == HelperLink::State::Present);
        });
    }

    // "Reading the images…", in the language of now.
    void setSentence(const QString& sentence)
    {
        m_sentence = sentence;
        setReading(m_isReading);
    }

private:
    void setReading(bool isReading)
    {
        m_isReading = isReading;
        setText(m_isReading ? m_sentence : QString());
    }

    QString m_sentence;
    bool m_isReading = true;
};

} // namespace onggi
