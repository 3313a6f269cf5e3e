import { say, type FailureArea } from "./area.ts";

/** Container images on their way into a bundle. */
export const imagesFailures = {
  /** `registry`: its host, or the folder that stands for it. */
  "image-missing": {
    data: ["image", "registry"],
    en: say(
      "{registry} does not have the image {image}.",
      "Check the Rancher version in the recipe, and `sources.registry` where a mirror is used: it must hold that image under that name.",
    ),
    "zh-Hans": say(
      "{registry} 中没有镜像 {image}。",
      "请检查配方中的 Rancher 版本；如果使用镜像仓库，还请检查 `sources.registry`：其中必须有这个名称的镜像。",
    ),
    ja: say(
      "{registry} にイメージ {image} がありません。",
      "レシピの Rancher のバージョンを確認してください。ミラーを使う場合は、`sources.registry` にこの名前のイメージがあるか確認してください。",
    ),
  },
  "image-wrong-arch": {
    data: ["image", "arch"],
    en: say(
      "The image {image} does not exist for the architecture {arch}.",
      "Take {arch} out of the recipe's `architectures`, or build its bundle without Rancher's images (`rancherImages.include: false`).",
    ),
    "zh-Hans": say(
      "镜像 {image} 没有适用于 {arch} 架构的版本。",
      "请从配方的 `architectures` 中去掉 {arch}，或者制作不含 Rancher 镜像的安装包（`rancherImages.include: false`）。",
    ),
    ja: say(
      "イメージ {image} にはアーキテクチャ {arch} 用のものがありません。",
      "レシピの `architectures` から {arch} を外すか、Rancher のイメージを含めずにバンドルを作ってください（`rancherImages.include: false`）。",
    ),
  },
  "image-list-incomplete": {
    data: ["version", "image"],
    en: say(
      "The image list of Rancher {version} does not name {image}.",
      "Check that `rancher-images.txt` belongs to this version of Rancher and is whole (`sources.rancher`).",
    ),
    "zh-Hans": say(
      "Rancher {version} 的镜像清单中没有 {image}。",
      "请检查 `rancher-images.txt` 是否属于该 Rancher 版本且内容完整（`sources.rancher`）。",
    ),
    ja: say(
      "Rancher {version} のイメージ一覧に {image} がありません。",
      "`rancher-images.txt` がこのバージョンの Rancher のもので、欠けていないか確認してください（`sources.rancher`）。",
    ),
  },
  "registry-refused": {
    data: ["registry", "repository"],
    en: say(
      "The registry {registry} does not give out {repository}: it refused the sign-in.",
      "Set FORECOURT_REGISTRY_USER and FORECOURT_REGISTRY_PASSWORD to an account that may read it; the registry must use https.",
    ),
    "zh-Hans": say(
      "镜像仓库 {registry} 拒绝提供 {repository}：登录未被接受。",
      "请将 FORECOURT_REGISTRY_USER 和 FORECOURT_REGISTRY_PASSWORD 设为有读取权限的账号；镜像仓库必须使用 https。",
    ),
    ja: say(
      "レジストリ {registry} がサインインを拒否したため、{repository} を取得できません。",
      "FORECOURT_REGISTRY_USER と FORECOURT_REGISTRY_PASSWORD に、読み取り権限のあるアカウントを設定してください。レジストリは https である必要があります。",
    ),
  },
  "registry-throttles": {
    data: ["registry"],
    en: say(
      "The registry {registry} gives out no more for now: too much was fetched in a short time.",
      "Wait and start again; what is already there is kept. With an account (FORECOURT_REGISTRY_USER, FORECOURT_REGISTRY_PASSWORD) or a mirror more is allowed.",
    ),
    "zh-Hans": say(
      "镜像仓库 {registry} 暂时限制下载：短时间内下载过多。",
      "请稍候再重新开始；已下载的内容会保留。使用账号（FORECOURT_REGISTRY_USER、FORECOURT_REGISTRY_PASSWORD）或镜像站可以获得更高的额度。",
    ),
    ja: say(
      "短時間に取得しすぎたため、レジストリ {registry} が一時的に制限しています。",
      "しばらく待ってからもう一度実行してください。取得済みの部分は保持されます。アカウント（FORECOURT_REGISTRY_USER、FORECOURT_REGISTRY_PASSWORD）やミラーを使うと制限が緩くなります。",
    ),
  },
  "registry-answer-invalid": {
    data: ["image", "reason"],
    en: say(
      "What the registry says of the image {image} cannot be understood: {reason}",
      "Check that `sources.registry` is a container registry; a proxy in between may be answering in its place.",
    ),
    "zh-Hans": say(
      "无法识别镜像仓库对镜像 {image} 的应答：{reason}",
      "请检查 `sources.registry` 是否确实是容器镜像仓库；也可能是中间的代理代替它作了应答。",
    ),
    ja: say(
      "イメージ {image} についてのレジストリの応答を解釈できません：{reason}",
      "`sources.registry` がコンテナーレジストリか確認してください。途中のプロキシが代わりに応答している可能性もあります。",
    ),
  },
} as const satisfies FailureArea;
