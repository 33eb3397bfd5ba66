<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ko" sourcelanguage="en">
<context>
    <name>onggi::ActivityPage</name>
    <message>
        <source>Started %1, ended %2</source>
        <translation>시작: %1, 끝: %2</translation>
    </message>
    <message>
        <source>Started %1</source>
        <translation>시작: %1</translation>
    </message>
    <message>
        <source>%1: failed</source>
        <extracomment>%1: a job, &quot;Pull nginx:1.29&quot;</extracomment>
        <translation>실패: %1</translation>
    </message>
    <message>
        <source>The job could not be cancelled</source>
        <translation>작업을 취소하지 못했습니다</translation>
    </message>
    <message>
        <source>Activity</source>
        <translation>작업</translation>
    </message>
    <message numerus="yes">
        <source>%n running</source>
        <translation>
            <numerusform>실행 중 %n건</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n ended</source>
        <translation>
            <numerusform>끝남 %n건</numerusform>
        </translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>필터</translation>
    </message>
    <message>
        <source>Filter jobs</source>
        <translation>작업 필터</translation>
    </message>
    <message>
        <source>What the jobs work on (%1)</source>
        <translation>작업 대상(%1)</translation>
    </message>
    <message>
        <source>No job matches the filter.</source>
        <translation>필터에 맞는 작업이 없습니다.</translation>
    </message>
    <message>
        <source>Select a job to see how far it is.</source>
        <translation>작업을 선택하면 진행 상황이 표시됩니다.</translation>
    </message>
    <message>
        <source>Nothing is going on</source>
        <translation>진행 중인 작업 없음</translation>
    </message>
    <message>
        <source>Transfers and everything else that takes time stand here while they run, whoever has started them, and for a while afterwards.</source>
        <translation>전송처럼 시간이 걸리는 작업은 누가 시작했든 실행되는 동안과 끝난 뒤 얼마 동안 여기에 표시됩니다.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
</context>
<context>
    <name>onggi::Cause</name>
    <message>
        <source>The policy of this machine does not allow it. An administrator can change that with a polkit rule.</source>
        <translation>이 컴퓨터의 정책이 허용하지 않습니다. 관리자가 polkit 규칙으로 바꿀 수 있습니다.</translation>
    </message>
    <message>
        <source>An administrator has to confirm it, and there is nobody who asks for the password in this session.</source>
        <translation>관리자의 확인이 필요하지만, 이 세션에는 암호를 묻는 프로그램이 없습니다.</translation>
    </message>
    <message>
        <source>The question for the password was closed.</source>
        <translation>암호를 묻는 창이 닫혔습니다.</translation>
    </message>
    <message>
        <source>The disk is full. Deleting images that nothing uses makes room.</source>
        <translation>디스크가 가득 찼습니다. 사용하지 않는 이미지를 삭제하면 공간이 생깁니다.</translation>
    </message>
    <message>
        <source>Somebody else has changed the images meanwhile.</source>
        <translation>그사이에 다른 사용자가 이미지를 바꾸었습니다.</translation>
    </message>
    <message>
        <source>The helper has ended meanwhile. It is being started again.</source>
        <translation>그사이에 헬퍼가 종료되었습니다. 다시 시작하는 중입니다.</translation>
    </message>
    <message>
        <source>The system bus does not let this user talk to the helper.</source>
        <translation>시스템 버스가 이 사용자의 헬퍼 접근을 막고 있습니다.</translation>
    </message>
    <message>
        <source>The registry does not answer: no network, or a misspelt name.</source>
        <translation>레지스트리가 응답하지 않습니다. 네트워크가 없거나 이름이 잘못되었습니다.</translation>
    </message>
    <message>
        <source>The registry lets nobody have this without signing in.</source>
        <translation>레지스트리에 로그인해야 받을 수 있습니다.</translation>
    </message>
    <message>
        <source>The registry has no such image, or does not show it to everybody.</source>
        <translation>레지스트리에 이 이미지가 없거나 공개되어 있지 않습니다.</translation>
    </message>
    <message>
        <source>The registry answers no more requests for a while. Try again later.</source>
        <translation>레지스트리가 당분간 요청을 받지 않습니다. 나중에 다시 시도하십시오.</translation>
    </message>
    <message>
        <source>The registry speaks plain HTTP, or its certificate does not verify.</source>
        <translation>레지스트리가 암호화되지 않은 HTTP를 쓰거나 인증서를 확인할 수 없습니다.</translation>
    </message>
    <message>
        <source>The image is not made for this platform.</source>
        <translation>이 플랫폼용 이미지가 없습니다.</translation>
    </message>
    <message>
        <source>This is no image archive, or it is damaged.</source>
        <translation>이미지 보관 파일이 아니거나 손상되었습니다.</translation>
    </message>
    <message>
        <source>What has come is not what was announced: damaged on the way, or tampered with.</source>
        <translation>받은 내용이 예고된 것과 다릅니다. 전송 중에 손상되었거나 변조되었습니다.</translation>
    </message>
    <message>
        <source>Another container has this name.</source>
        <translation>다른 컨테이너가 이 이름을 쓰고 있습니다.</translation>
    </message>
    <message>
        <source>Another program uses the port.</source>
        <translation>다른 프로그램이 이 포트를 쓰고 있습니다.</translation>
    </message>
    <message>
        <source>Something else needs it.</source>
        <translation>다른 것이 사용 중입니다.</translation>
    </message>
    <message>
        <source>Somebody else uses it too; an administrator may do it.</source>
        <translation>다른 사용자도 쓰고 있습니다. 관리자는 할 수 있습니다.</translation>
    </message>
</context>
<context>
    <name>onggi::CloseQuestion</name>
    <message>
        <source>Close Onggi</source>
        <translation>Onggi 닫기</translation>
    </message>
    <message>
        <source>Should Onggi stay in the tray?</source>
        <translation>Onggi를 트레이에 남겨 둘까요?</translation>
    </message>
    <message>
        <source>From there it shows running containers and transfers, and tells when a transfer has ended. Containers and transfers go on in either case. You are asked only once.</source>
        <translation>트레이에서 실행 중인 컨테이너와 전송을 볼 수 있고, 전송이 끝나면 알려 줍니다. 어느 쪽이든 컨테이너와 전송은 계속됩니다. 한 번만 묻습니다.</translation>
    </message>
    <message>
        <source>Stay in the tray</source>
        <translation>트레이에 남기기</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>끝내기</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
</context>
<context>
    <name>onggi::DeleteDialog</name>
    <message numerus="yes">
        <source>Delete %n image(s)</source>
        <translation>
            <numerusform>이미지 %n개 삭제</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 on disk will be freed</source>
        <translation>디스크에서 %1 확보</translation>
    </message>
    <message>
        <source>Removed before, with what they have written: %1</source>
        <translation>먼저 제거됨(컨테이너에 기록한 내용 포함): %1</translation>
    </message>
    <message numerus="yes">
        <source>Delete %n image(s)</source>
        <comment>button</comment>
        <translation>
            <numerusform>이미지 %n개 삭제</numerusform>
        </translation>
    </message>
    <message>
        <source>They are gone already.</source>
        <translation>이미 삭제되었습니다.</translation>
    </message>
    <message>
        <source>Nothing else needs them.</source>
        <translation>다른 것이 사용하지 않습니다.</translation>
    </message>
    <message numerus="yes">
        <source>%n kept because something needs it.</source>
        <translation>
            <numerusform>%n개는 필요한 곳이 있어 유지됩니다.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, %2</source>
        <extracomment>%1 and %2 are the sentences &quot;2 can be deleted now&quot; and &quot;2 are kept …&quot;</extracomment>
        <translation>%1, %2</translation>
    </message>
    <message numerus="yes">
        <source>%n can be deleted now</source>
        <translation>
            <numerusform>%n개는 지금 삭제할 수 있고</numerusform>
        </translation>
    </message>
    <message>
        <source>The images could not be deleted</source>
        <translation>이미지를 삭제하지 못했습니다</translation>
    </message>
    <message>
        <source>The list shows what would go now.</source>
        <translation>목록은 지금 삭제될 항목을 보여 줍니다.</translation>
    </message>
    <message>
        <source>Deleting…</source>
        <translation>삭제하는 중…</translation>
    </message>
    <message>
        <source>Delete images</source>
        <translation>이미지 삭제</translation>
    </message>
    <message>
        <source>What will be deleted</source>
        <translation>삭제될 항목</translation>
    </message>
    <message>
        <source>Nothing else changes.</source>
        <translation>그 밖에는 아무것도 바뀌지 않습니다.</translation>
    </message>
    <message>
        <source>Show as command</source>
        <translation>명령으로 보기</translation>
    </message>
    <message>
        <source>The command that does the same</source>
        <translation>같은 일을 하는 명령</translation>
    </message>
    <message>
        <source>Copy the command</source>
        <translation>명령 복사</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
</context>
<context>
    <name>onggi::DeletionList</name>
    <message>
        <source>%1, %2</source>
        <extracomment>what is done to an image, and where it is from: &quot;delete 2 layers, built 3 days ago&quot;</extracomment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Also removes these containers: %1</source>
        <translation>다음 컨테이너도 제거됩니다: %1</translation>
    </message>
    <message>
        <source>+%1 if included</source>
        <extracomment>%1: bytes that would come back beside those of now</extracomment>
        <translation>포함하면 +%1</translation>
    </message>
    <message>
        <source>Stop and include</source>
        <translation>중지하고 포함</translation>
    </message>
    <message>
        <source>Include</source>
        <translation>포함</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>what a button does, and for which image</extracomment>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>onggi::DetailTable</name>
    <message>
        <source>Layer</source>
        <translation>레이어</translation>
    </message>
    <message>
        <source>Content</source>
        <translation>내용</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>디스크</translation>
    </message>
    <message>
        <source>Shared with</source>
        <translation>공유</translation>
    </message>
    <message>
        <source>unique</source>
        <translation>고유</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>단계</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>만든 때</translation>
    </message>
    <message>
        <source>This image has no history.</source>
        <translation>이 이미지에는 이력이 없습니다.</translation>
    </message>
    <message>
        <source>Name</source>
        <extracomment>the name and the value of a setting</extracomment>
        <translation>이름</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>값</translation>
    </message>
    <message>
        <source>Entrypoint</source>
        <translation>진입점</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>명령</translation>
    </message>
    <message>
        <source>Working directory</source>
        <translation>작업 디렉터리</translation>
    </message>
    <message>
        <source>User</source>
        <translation>사용자</translation>
    </message>
    <message>
        <source>Stop signal</source>
        <translation>중지 신호</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>포트</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>볼륨</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>환경 변수</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>레이블</translation>
    </message>
    <message>
        <source>Author</source>
        <translation>만든 사람</translation>
    </message>
    <message>
        <source>This image has no configuration of its own.</source>
        <translation>이 이미지에는 자체 설정이 없습니다.</translation>
    </message>
</context>
<context>
    <name>onggi::ErrorBar</name>
    <message>
        <source>Details</source>
        <translation>자세히</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>복사</translation>
    </message>
    <message>
        <source>Copy the whole message</source>
        <translation>메시지 전체 복사</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>Close this message</source>
        <translation>이 메시지 닫기</translation>
    </message>
    <message>
        <source>Details of the error</source>
        <translation>오류의 자세한 내용</translation>
    </message>
</context>
<context>
    <name>onggi::Format</name>
    <message numerus="yes">
        <source>%1 bytes</source>
        <translation>
            <numerusform>%1바이트</numerusform>
        </translation>
    </message>
    <message>
        <source>just now</source>
        <translation>방금</translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s) ago</source>
        <translation>
            <numerusform>%n분 전</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s) ago</source>
        <translation>
            <numerusform>%n시간 전</numerusform>
        </translation>
    </message>
    <message>
        <source>yesterday</source>
        <translation>어제</translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) ago</source>
        <translation>
            <numerusform>%n일 전</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n week(s) ago</source>
        <translation>
            <numerusform>%n주 전</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n month(s) ago</source>
        <translation>
            <numerusform>%n개월 전</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n year(s) ago</source>
        <translation>
            <numerusform>%n년 전</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 s</source>
        <extracomment>seconds</extracomment>
        <translation>%1초</translation>
    </message>
    <message>
        <source>%1 min</source>
        <extracomment>minutes</extracomment>
        <translation>%1분</translation>
    </message>
    <message>
        <source>%1 h</source>
        <extracomment>hours</extracomment>
        <translation>%1시간</translation>
    </message>
    <message>
        <source>%1 d</source>
        <extracomment>days</extracomment>
        <translation>%1일</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <extracomment>days and hours: &quot;1 d 3 h&quot;</extracomment>
        <translation>%1 %2</translation>
    </message>
</context>
<context>
    <name>onggi::ImageActions</name>
    <message>
        <source>Tag…</source>
        <extracomment>verb</extracomment>
        <translation>태그…</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>삭제…</translation>
    </message>
    <message>
        <source>Pull…</source>
        <translation>가져오기…</translation>
    </message>
</context>
<context>
    <name>onggi::ImageDetails</name>
    <message>
        <source>also tagged: %1</source>
        <extracomment>%1: tags of the same image</extracomment>
        <translation>다른 태그: %1</translation>
    </message>
    <message>
        <source>running ×%1</source>
        <extracomment>containers of the image that run</extracomment>
        <translation>실행 중 %1</translation>
    </message>
    <message>
        <source>stopped ×%1</source>
        <extracomment>containers of the image that do not run</extracomment>
        <translation>중지됨 %1</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>읽는 중…</translation>
    </message>
    <message>
        <source>The configuration of this image cannot be read.</source>
        <translation>이 이미지의 설정을 해석할 수 없습니다.</translation>
    </message>
    <message>
        <source>The configuration of this image could not be read.</source>
        <translation>이 이미지의 설정을 읽지 못했습니다.</translation>
    </message>
    <message>
        <source>Select an image to see what it is made of.</source>
        <translation>이미지를 선택하면 무엇으로 구성되었는지 보입니다.</translation>
    </message>
    <message>
        <source>Copy the whole id</source>
        <translation>ID 전체 복사</translation>
    </message>
    <message>
        <source>Details of the image</source>
        <translation>이미지 상세 정보</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>개요</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>레이어</translation>
    </message>
    <message>
        <source>History</source>
        <translation>이력</translation>
    </message>
    <message>
        <source>Config</source>
        <extracomment>short for configuration</extracomment>
        <translation>설정</translation>
    </message>
    <message>
        <source>Layers of the image</source>
        <translation>이미지의 레이어</translation>
    </message>
    <message>
        <source>History of the image</source>
        <translation>이미지의 이력</translation>
    </message>
    <message>
        <source>Configuration of the image</source>
        <translation>이미지의 설정</translation>
    </message>
</context>
<context>
    <name>onggi::ImageOverview</name>
    <message>
        <source>Made of</source>
        <translation>구성</translation>
    </message>
    <message>
        <source>Virtual size, content bytes</source>
        <translation>가상 크기, 내용 기준</translation>
    </message>
    <message>
        <source>What the image is made of</source>
        <translation>이미지의 구성</translation>
    </message>
    <message>
        <source>Unique and shared bytes</source>
        <translation>고유 크기와 공유 크기</translation>
    </message>
    <message>
        <source>Copy the whole digest</source>
        <translation>다이제스트 전체 복사</translation>
    </message>
    <message>
        <source>Used by</source>
        <translation>사용 중</translation>
    </message>
    <message>
        <source>Provenance</source>
        <translation>출처</translation>
    </message>
    <message>
        <source>Base</source>
        <translation>베이스</translation>
    </message>
    <message>
        <source>Platform</source>
        <translation>플랫폼</translation>
    </message>
    <message>
        <source>Digest</source>
        <translation>다이제스트</translation>
    </message>
    <message>
        <source>If deleted</source>
        <translation>삭제하면</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>없음</translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>외 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, %2</source>
        <extracomment>an image, and where it is from: &quot;nginx:1.29, pulled 6 days ago&quot;</extracomment>
        <translation>%1, %2</translation>
    </message>
</context>
<context>
    <name>onggi::ImageTree</name>
    <message>
        <source>pulled</source>
        <translation>가져옴</translation>
    </message>
    <message>
        <source>loaded</source>
        <translation>불러옴</translation>
    </message>
    <message>
        <source>imported</source>
        <translation>들여옴</translation>
    </message>
    <message>
        <source>built</source>
        <translation>빌드함</translation>
    </message>
    <message>
        <source>committed</source>
        <translation>커밋함</translation>
    </message>
    <message>
        <source>Repository</source>
        <translation>저장소</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>태그</translation>
    </message>
    <message>
        <source>Provenance</source>
        <translation>출처</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>만든 때</translation>
    </message>
    <message>
        <source>Used by</source>
        <translation>사용 중</translation>
    </message>
    <message>
        <source>Virtual</source>
        <translation>가상 크기</translation>
    </message>
    <message>
        <source>Unique</source>
        <translation>고유 크기</translation>
    </message>
    <message>
        <source>Platform</source>
        <translation>플랫폼</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>ID</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>디스크</translation>
    </message>
    <message>
        <source>Digest</source>
        <translation>다이제스트</translation>
    </message>
    <message>
        <source>Untagged</source>
        <translation>태그 없음</translation>
    </message>
    <message numerus="yes">
        <source>Intermediate images: %n, already counted in the images above</source>
        <translation>
            <numerusform>중간 이미지 %n개, 위 이미지의 크기에 포함됨</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>onggi::ImagesPage</name>
    <message>
        <source>All registries</source>
        <translation>모든 레지스트리</translation>
    </message>
    <message>
        <source>The images could not be read</source>
        <translation>이미지를 읽지 못했습니다</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>다시 시도</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>이미지</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <extracomment>two counts in one line: &quot;17 images, 40 layers&quot;</extracomment>
        <translation>%1, %2</translation>
    </message>
    <message numerus="yes">
        <source>%n image(s)</source>
        <translation>
            <numerusform>이미지 %n개</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n layer(s)</source>
        <translation>
            <numerusform>레이어 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 content</source>
        <translation>내용 크기: %1</translation>
    </message>
    <message>
        <source>%1 on disk</source>
        <translation>디스크 사용: %1</translation>
    </message>
    <message>
        <source>%1 could be freed</source>
        <translation>확보 가능: %1</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>사용 중</translation>
    </message>
    <message>
        <source>Only images that a container uses</source>
        <translation>컨테이너가 사용하는 이미지만</translation>
    </message>
    <message>
        <source>Dangling</source>
        <extracomment>images without a tag</extracomment>
        <translation>태그 없음</translation>
    </message>
    <message>
        <source>Only images without a tag</source>
        <translation>태그가 없는 이미지만</translation>
    </message>
    <message>
        <source>Base</source>
        <translation>베이스</translation>
    </message>
    <message>
        <source>Only images that others are made on top of</source>
        <translation>다른 이미지의 베이스가 되는 이미지만</translation>
    </message>
    <message>
        <source>Registry</source>
        <translation>레지스트리</translation>
    </message>
    <message>
        <source>Only images of this registry</source>
        <translation>이 레지스트리의 이미지만</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>필터</translation>
    </message>
    <message>
        <source>Filter images</source>
        <translation>이미지 필터</translation>
    </message>
    <message>
        <source>Names, tags, ids and containers (%1)</source>
        <translation>이름, 태그, ID, 컨테이너 (%1)</translation>
    </message>
    <message>
        <source>No image matches the filter.</source>
        <translation>필터에 맞는 이미지가 없습니다.</translation>
    </message>
    <message>
        <source>Details of the image</source>
        <translation>이미지 상세 정보</translation>
    </message>
    <message>
        <source>Reading the images…</source>
        <translation>이미지를 읽는 중…</translation>
    </message>
    <message>
        <source>No images yet</source>
        <translation>아직 이미지가 없습니다</translation>
    </message>
    <message>
        <source>An image holds the files that a container starts from. Images come from a registry or from an archive; this page shows what each is made of, what they share, and which containers use them.</source>
        <translation>이미지에는 컨테이너가 시작할 때 쓰는 파일이 들어 있습니다. 이미지는 레지스트리나 아카이브에서 가져옵니다. 이 페이지에서는 이미지의 구성, 서로 공유하는 부분, 사용하는 컨테이너를 볼 수 있습니다.</translation>
    </message>
    <message>
        <source>Show details</source>
        <translation>상세 정보 표시</translation>
    </message>
    <message>
        <source>Copy name</source>
        <translation>이름 복사</translation>
    </message>
    <message>
        <source>Copy id</source>
        <translation>ID 복사</translation>
    </message>
    <message>
        <source>Copy digest</source>
        <translation>다이제스트 복사</translation>
    </message>
</context>
<context>
    <name>onggi::JobTable</name>
    <message>
        <source>Job</source>
        <extracomment>something that is being done, or has been</extracomment>
        <translation>작업</translation>
    </message>
    <message>
        <source>State</source>
        <translation>상태</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>진행</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>속도</translation>
    </message>
    <message>
        <source>Left or ended</source>
        <extracomment>time that is left, or when it ended</extracomment>
        <translation>남은 시간/끝난 때</translation>
    </message>
    <message>
        <source>User</source>
        <extracomment>who began it</extracomment>
        <translation>사용자</translation>
    </message>
</context>
<context>
    <name>onggi::JobText</name>
    <message>
        <source>Pull</source>
        <translation>가져오기</translation>
    </message>
    <message>
        <source>Load</source>
        <translation>불러오기</translation>
    </message>
    <message>
        <source>Tag</source>
        <extracomment>verb</extracomment>
        <translation>태그 추가</translation>
    </message>
    <message>
        <source>Delete images</source>
        <translation>이미지 삭제</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>만들기</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>실행</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>시작</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>중지</translation>
    </message>
    <message>
        <source>Kill</source>
        <translation>강제 종료</translation>
    </message>
    <message>
        <source>Remove container</source>
        <translation>컨테이너 제거</translation>
    </message>
    <message>
        <source>Execute in</source>
        <translation>명령 실행</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>내보내기</translation>
    </message>
    <message>
        <source>Check the store</source>
        <translation>저장소 검사</translation>
    </message>
    <message numerus="yes">
        <source>%n transfer(s)</source>
        <translation>
            <numerusform>전송 %n건</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, %2</source>
        <extracomment>how many, and how fast together: &quot;2 transfers, 9.6 MB/s&quot;</extracomment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <extracomment>what is done, and to what: &quot;Pull nginx:1.29&quot;</extracomment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>waiting for permission</source>
        <translation>권한 확인 대기</translation>
    </message>
    <message>
        <source>queued</source>
        <translation>대기 중</translation>
    </message>
    <message>
        <source>running</source>
        <translation>실행 중</translation>
    </message>
    <message>
        <source>done</source>
        <translation>완료</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>취소됨</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>실패</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <extracomment>bytes that are there, and all of them</extracomment>
        <translation>%2 중 %1</translation>
    </message>
    <message>
        <source>%1/s</source>
        <extracomment>bytes a second</extracomment>
        <translation>%1/초</translation>
    </message>
    <message>
        <source>%1 left</source>
        <extracomment>%1: a span of time</extracomment>
        <translation>%1 남음</translation>
    </message>
</context>
<context>
    <name>onggi::JobView</name>
    <message>
        <source>done</source>
        <translation>완료</translation>
    </message>
    <message>
        <source>done, %1</source>
        <translation>완료, %1</translation>
    </message>
    <message>
        <source>unpacking</source>
        <translation>푸는 중</translation>
    </message>
    <message>
        <source>unpacking, %1</source>
        <translation>푸는 중, %1</translation>
    </message>
    <message>
        <source>Progress of the whole job</source>
        <translation>전체 진행</translation>
    </message>
    <message>
        <source>Progress by layer</source>
        <translation>레이어별 진행</translation>
    </message>
</context>
<context>
    <name>onggi::MainWindow</name>
    <message>
        <source>Language</source>
        <translation>언어</translation>
    </message>
    <message>
        <source>About Onggi</source>
        <translation>옹기 정보</translation>
    </message>
    <message>
        <source>Onggi %1</source>
        <translation>옹기 %1</translation>
    </message>
    <message>
        <source>Container images, their lineage and their bytes.
Free software under the GNU General Public License, version 3 or later.</source>
        <translation>컨테이너 이미지와 그 계보, 그리고 바이트.
GNU 일반 공중 사용 허가서 3판 또는 그 이후 판에 따른 자유 소프트웨어입니다.</translation>
    </message>
    <message>
        <source>Menu (F10)</source>
        <translation>메뉴 (F10)</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>메뉴</translation>
    </message>
    <message>
        <source>Open the menu</source>
        <translation>메뉴 열기</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>끝내기</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>페이지</translation>
    </message>
    <message>
        <source>State of this page</source>
        <translation>이 페이지의 상태</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>연결 중…</translation>
    </message>
    <message numerus="yes">
        <source>%n problem(s)</source>
        <extracomment>of the machine, found by the health check</extracomment>
        <translation>
            <numerusform>문제 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>Machine ready</source>
        <extracomment>the health check of the machine has found nothing broken</extracomment>
        <translation>준비됨</translation>
    </message>
    <message>
        <source>Reconnecting…</source>
        <translation>다시 연결 중…</translation>
    </message>
    <message>
        <source>The helper has ended unexpectedly</source>
        <translation>헬퍼가 예기치 않게 종료되었습니다</translation>
    </message>
    <message>
        <source>It is being started again. Until then, what was last seen is shown.</source>
        <translation>다시 시작하는 중입니다. 그때까지 마지막으로 본 내용을 표시합니다.</translation>
    </message>
    <message>
        <source>No system bus</source>
        <translation>시스템 버스 없음</translation>
    </message>
    <message>
        <source>There is no system bus on this machine</source>
        <translation>이 컴퓨터에는 시스템 버스가 없습니다</translation>
    </message>
    <message>
        <source>Onggi reaches its helper over D-Bus. Install the package dbus and start it: sudo systemctl start dbus</source>
        <translation>옹기는 D-Bus로 헬퍼와 통신합니다. dbus 패키지를 설치하고 시작하십시오: sudo systemctl start dbus</translation>
    </message>
    <message>
        <source>Helper missing</source>
        <translation>헬퍼 없음</translation>
    </message>
    <message>
        <source>Onggi’s helper is not installed</source>
        <translation>옹기 헬퍼가 설치되어 있지 않습니다</translation>
    </message>
    <message>
        <source>It keeps the images and runs the containers, as the system service org.onggi.Helper1. Install it with: sudo apt install onggi</source>
        <translation>헬퍼는 시스템 서비스 org.onggi.Helper1로서 이미지를 보관하고 컨테이너를 실행합니다. 설치 명령: sudo apt install onggi</translation>
    </message>
    <message>
        <source>Onggi’s helper does not start</source>
        <translation>옹기 헬퍼가 시작되지 않습니다</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>다시 시도</translation>
    </message>
    <message>
        <source>Show the activity</source>
        <translation>작업 보기</translation>
    </message>
</context>
<context>
    <name>onggi::Origin</name>
    <message>
        <source>pulled %1</source>
        <extracomment>%1: &quot;2 hours ago&quot;</extracomment>
        <translation>%1 가져옴</translation>
    </message>
    <message>
        <source>loaded %1</source>
        <extracomment>%1: &quot;2 hours ago&quot;</extracomment>
        <translation>%1 불러옴</translation>
    </message>
    <message>
        <source>imported %1</source>
        <extracomment>%1: &quot;2 hours ago&quot;</extracomment>
        <translation>%1 들여옴</translation>
    </message>
    <message>
        <source>built %1</source>
        <extracomment>%1: &quot;2 hours ago&quot;</extracomment>
        <translation>%1 빌드함</translation>
    </message>
    <message>
        <source>committed %1</source>
        <extracomment>%1: &quot;2 hours ago&quot;</extracomment>
        <translation>%1 커밋함</translation>
    </message>
</context>
<context>
    <name>onggi::PullDialog</name>
    <message>
        <source>A name such as nginx, nginx:1.29 or ghcr.io/owner/app:2.</source>
        <translation>예: nginx, nginx:1.29, ghcr.io/owner/app:2</translation>
    </message>
    <message>
        <source>The transfer was cancelled</source>
        <translation>전송을 취소했습니다</translation>
    </message>
    <message>
        <source>The image is here.</source>
        <translation>이미지를 가져왔습니다.</translation>
    </message>
    <message>
        <source>The image was here already; nothing has changed.</source>
        <translation>이미 있는 이미지이며 바뀐 것이 없습니다.</translation>
    </message>
    <message>
        <source>The image could not be pulled</source>
        <translation>이미지를 가져오지 못했습니다</translation>
    </message>
    <message>
        <source>Pull an image</source>
        <translation>이미지 가져오기</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>이미지</translation>
    </message>
    <message>
        <source>Platform</source>
        <translation>플랫폼</translation>
    </message>
    <message>
        <source>Accept plain HTTP, and certificates that do not verify</source>
        <translation>암호화되지 않은 HTTP와 확인할 수 없는 인증서 허용</translation>
    </message>
    <message>
        <source>The command that does the same</source>
        <translation>같은 일을 하는 명령</translation>
    </message>
    <message>
        <source>Copy the command</source>
        <translation>명령 복사</translation>
    </message>
    <message>
        <source>Show as command</source>
        <translation>명령으로 보기</translation>
    </message>
    <message>
        <source>This window may be closed: Activity keeps the transfer.</source>
        <translation>이 창은 닫아도 됩니다. 전송은 작업에 계속 표시됩니다.</translation>
    </message>
    <message>
        <source>Cancel transfer</source>
        <translation>전송 취소</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>Show image</source>
        <translation>이미지 보기</translation>
    </message>
    <message>
        <source>Pull</source>
        <translation>가져오기</translation>
    </message>
</context>
<context>
    <name>onggi::Removal</name>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <extracomment>a name, and how many others there are beside it</extracomment>
        <translation>
            <numerusform>%1 외 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 on disk come back</source>
        <translation>디스크 %1 확보</translation>
    </message>
    <message>
        <source>kept: %1 is running on it</source>
        <extracomment>%1: containers that keep an image from being deleted</extracomment>
        <translation>유지됨: %1 실행 중</translation>
    </message>
    <message>
        <source>kept: used by %1</source>
        <extracomment>%1: containers that keep an image from being deleted</extracomment>
        <translation>유지됨: 사용 중인 컨테이너 %1</translation>
    </message>
    <message>
        <source>kept: base of %1</source>
        <extracomment>%1: images that keep an image from being deleted</extracomment>
        <translation>유지됨: 파생 이미지 %1</translation>
    </message>
    <message numerus="yes">
        <source>%n selected: %1 freed if deleted</source>
        <translation>
            <numerusform>%n개 선택, 삭제하면 확보: %1</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 (running)</source>
        <extracomment>%1: a container</extracomment>
        <translation>%1(실행 중)</translation>
    </message>
    <message numerus="yes">
        <source>%n selected: %1 freed if deleted, kept by %2</source>
        <translation>
            <numerusform>%n개 선택, 삭제하면 확보: %1, 막는 항목: %2</numerusform>
        </translation>
    </message>
    <message>
        <source>kept</source>
        <translation>유지됨</translation>
    </message>
    <message>
        <source>kept: base of %1 (running: %2)</source>
        <extracomment>%1: images that keep an image from being deleted; %2: a container of the first of them</extracomment>
        <translation>유지됨: 베이스로 쓰임: %1(실행 중: %2)</translation>
    </message>
    <message>
        <source>untag; the image stays under its other tags</source>
        <translation>태그만 제거, 이미지는 다른 태그로 남음</translation>
    </message>
    <message>
        <source>delete; all its layers are shared and stay</source>
        <translation>삭제, 레이어는 모두 공유 중이라 남음</translation>
    </message>
    <message numerus="yes">
        <source>delete %n layer(s)</source>
        <translation>
            <numerusform>레이어 %n개 삭제</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>untag and delete %n layer(s)</source>
        <translation>
            <numerusform>태그 제거 및 레이어 %n개 삭제</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>onggi::SizeBar</name>
    <message>
        <source>Unique: %1, shared: %2</source>
        <translation>고유: %1, 공유: %2</translation>
    </message>
    <message>
        <source>Unique: %1
Shared: %2</source>
        <translation>고유: %1
공유: %2</translation>
    </message>
    <message>
        <source>Unique</source>
        <translation>고유</translation>
    </message>
    <message>
        <source>Shared</source>
        <translation>공유</translation>
    </message>
</context>
<context>
    <name>onggi::StackView</name>
    <message>
        <source>base</source>
        <translation>베이스</translation>
    </message>
    <message numerus="yes">
        <source>%n layer(s)</source>
        <translation>
            <numerusform>레이어 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>unique</source>
        <extracomment>bytes that no other image has</extracomment>
        <translation>고유</translation>
    </message>
    <message numerus="yes">
        <source>shared with %n</source>
        <translation>
            <numerusform>%n개와 공유</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>onggi::TagDialog</name>
    <message>
        <source>Tag %1</source>
        <translation>태그 추가: %1</translation>
    </message>
    <message>
        <source>This image is gone.</source>
        <translation>이 이미지는 삭제되었습니다.</translation>
    </message>
    <message>
        <source>A tag has no digest.</source>
        <translation>태그에는 다이제스트를 쓸 수 없습니다.</translation>
    </message>
    <message>
        <source>The image has this tag already.</source>
        <translation>이미지에 이미 이 태그가 있습니다.</translation>
    </message>
    <message>
        <source>%1: the tag moves here from the image %2.</source>
        <translation>%1: 다른 이미지의 태그가 옮겨 옵니다(이전: %2).</translation>
    </message>
    <message>
        <source>The image could not be tagged</source>
        <translation>태그를 추가하지 못했습니다</translation>
    </message>
    <message>
        <source>Tag an image</source>
        <translation>이미지 태그</translation>
    </message>
    <message>
        <source>New tag</source>
        <translation>새 태그</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Tag</source>
        <extracomment>verb: give the image one more tag</extracomment>
        <translation>태그 추가</translation>
    </message>
</context>
<context>
    <name>onggi::Tray</name>
    <message>
        <source>%1, %2</source>
        <extracomment>a transfer, and how far it is: &quot;Pull nginx:1.29, 40%&quot;
----------
containers: &quot;3 running, 1 stopped&quot;</extracomment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>the helper is not there</source>
        <translation>헬퍼가 없음</translation>
    </message>
    <message numerus="yes">
        <source>%n running</source>
        <comment>containers</comment>
        <translation>
            <numerusform>실행 중 %n개</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n stopped</source>
        <comment>containers</comment>
        <translation>
            <numerusform>중지됨 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>Pull…</source>
        <translation>가져오기…</translation>
    </message>
    <message>
        <source>Open Onggi</source>
        <translation>Onggi 열기</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>끝내기</translation>
    </message>
    <message>
        <source>Running containers</source>
        <translation>실행 중인 컨테이너</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>중지</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>The transfer could not be cancelled</source>
        <translation>전송을 취소하지 못했습니다</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>보기</translation>
    </message>
    <message>
        <source>%1 could not be stopped</source>
        <translation>중지하지 못함: %1</translation>
    </message>
</context>
<context>
    <name>onggi::Typed</name>
    <message>
        <source>The name of an image has no spaces.</source>
        <translation>이미지 이름에는 공백이 없습니다.</translation>
    </message>
    <message>
        <source>The name of an image begins with the registry, without https://.</source>
        <translation>이미지 이름은 https:// 없이 레지스트리로 시작합니다.</translation>
    </message>
    <message>
        <source>The name of an image is in lower case.</source>
        <translation>이미지 이름은 소문자로 씁니다.</translation>
    </message>
    <message>
        <source>A digest is “sha256:” and 64 digits or letters from a to f.</source>
        <translation>다이제스트는 “sha256:” 뒤에 숫자와 a–f 64자리입니다.</translation>
    </message>
    <message>
        <source>This is not the name of an image. Names look like nginx:1.29 or ghcr.io/owner/app:2.</source>
        <translation>이미지 이름이 아닙니다. 이름은 nginx:1.29나 ghcr.io/owner/app:2처럼 씁니다.</translation>
    </message>
</context>
</TS>
