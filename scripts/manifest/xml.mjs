/** The manifest in XML, which every Excel with custom functions reads. */

/**
 * @param {typeof import('./addin.mjs').ADDIN} addin
 * @param {{base: string, build: number, prefix?: boolean}} options where it is hosted, with a slash at the end; the last
 * part of its version; whether the functions get a prefix
 * @returns {string}
 */
export function xmlManifest(addin, { base, build, prefix = false }) {
  const { pages, getStarted, ribbon } = addin;
  const at = (path) => base + path;
  // The page writes formulas: it has to know what stands before the functions.
  const page = at(pages.taskpane) + (prefix ? `?prefix=${addin.prefix}` : '');
  const namespace = prefix ? '\n            <Namespace resid="Functions.Namespace"/>' : '';
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<!-- Written by scripts/manifest.mjs from scripts/manifest/addin.mjs. -->
<OfficeApp
  xmlns="http://schemas.microsoft.com/office/appforoffice/1.1"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xmlns:bt="http://schemas.microsoft.com/office/officeappbasictypes/1.0"
  xsi:type="TaskPaneApp">
  <Id>${prefix ? addin.prefixedId : addin.id}</Id>
  <Version>${addin.version}.${build}</Version>
  <ProviderName>${escape(addin.provider)}</ProviderName>
  <DefaultLocale>en-US</DefaultLocale>
  <DisplayName DefaultValue="${escape(prefix ? `${addin.name} (with prefix)` : addin.name)}"/>
  <Description DefaultValue="${escape(addin.description)}"/>
  <IconUrl DefaultValue="${at(addin.icon(32))}"/>
  <HighResolutionIconUrl DefaultValue="${at(addin.icon(64))}"/>
  <SupportUrl DefaultValue="${at(pages.support)}"/>
  <AppDomains>
    <AppDomain>${new URL(base).origin}</AppDomain>
  </AppDomains>
  <Hosts>
    <Host Name="Workbook"/>
  </Hosts>
  <Requirements>
    <Sets DefaultMinVersion="1.1">
${lines(Object.entries(addin.requirements), ([name, least]) => `      <Set Name="${name}" MinVersion="${least}"/>`)}
    </Sets>
  </Requirements>
  <DefaultSettings>
    <SourceLocation DefaultValue="${page}"/>
  </DefaultSettings>
  <Permissions>ReadWriteDocument</Permissions>
  <VersionOverrides xmlns="http://schemas.microsoft.com/office/taskpaneappversionoverrides" xsi:type="VersionOverridesV1_0">
    <Hosts>
      <Host xsi:type="Workbook">
        <Runtimes>
          <Runtime resid="Taskpane.Url" lifetime="long"/>
        </Runtimes>
        <AllFormFactors>
          <ExtensionPoint xsi:type="CustomFunctions">
            <Script>
              <SourceLocation resid="Functions.Script.Url"/>
            </Script>
            <Page>
              <SourceLocation resid="Taskpane.Url"/>
            </Page>
            <Metadata>
              <SourceLocation resid="Functions.Metadata.Url"/>
            </Metadata>${namespace}
          </ExtensionPoint>
        </AllFormFactors>
        <DesktopFormFactor>
          <GetStarted>
            <Title resid="GetStarted.Title"/>
            <Description resid="GetStarted.Description"/>
            <LearnMoreUrl resid="LearnMore.Url"/>
          </GetStarted>
          <FunctionFile resid="Taskpane.Url"/>
          <ExtensionPoint xsi:type="PrimaryCommandSurface">
            <OfficeTab id="${ribbon.tab}">
              <Group id="${ribbon.group.id}">
                <Label resid="Group.Label"/>
${icons(addin, '                ')}
${lines(ribbon.controls, (one) => control(one, addin))}
              </Group>
            </OfficeTab>
          </ExtensionPoint>
        </DesktopFormFactor>
      </Host>
    </Hosts>
    <Resources>
      <bt:Images>
${lines(addin.iconSizes, (size) => resource('Image', `Icon.${size}`, at(addin.icon(size))))}
      </bt:Images>
      <bt:Urls>
${resource('Url', 'Taskpane.Url', page)}
${resource('Url', 'Functions.Script.Url', at(addin.functions.script))}
${resource('Url', 'Functions.Metadata.Url', at(addin.functions.metadata))}
${resource('Url', 'LearnMore.Url', at(pages.help))}
      </bt:Urls>
      <bt:ShortStrings>
${prefix ? `${resource('String', 'Functions.Namespace', addin.prefix)}\n` : ''}${resource('String', 'Group.Label', ribbon.group.label)}
${lines(ribbon.controls, ({ id, label }) => resource('String', `${id}.Label`, label))}
${resource('String', 'GetStarted.Title', getStarted.title)}
      </bt:ShortStrings>
      <bt:LongStrings>
${lines(ribbon.controls, ({ id, tooltip }) => resource('String', `${id}.Tooltip`, tooltip))}
${resource('String', 'GetStarted.Description', getStarted.description)}
      </bt:LongStrings>
    </Resources>
  </VersionOverrides>
</OfficeApp>
`;
}

function control({ id, opens, runs }, addin) {
  const action = opens
    ? `<Action xsi:type="ShowTaskpane">
                    <TaskpaneId>${opens}</TaskpaneId>
                    <SourceLocation resid="Taskpane.Url"/>
                  </Action>`
    : `<Action xsi:type="ExecuteFunction">
                    <FunctionName>${runs}</FunctionName>
                  </Action>`;
  return `                <Control xsi:type="Button" id="${id}">
                  <Label resid="${id}.Label"/>
                  <Supertip>
                    <Title resid="${id}.Label"/>
                    <Description resid="${id}.Tooltip"/>
                  </Supertip>
${icons(addin, '                  ')}
                  ${action}
                </Control>`;
}

function icons({ iconSizes }, indent) {
  const images = lines(iconSizes, (size) => `${indent}  <bt:Image size="${size}" resid="Icon.${size}"/>`);
  return `${indent}<Icon>\n${images}\n${indent}</Icon>`;
}

function resource(kind, id, value) {
  return `        <bt:${kind} id="${id}" DefaultValue="${escape(value)}"/>`;
}

function lines(items, line) {
  return items.map(line).join('\n');
}

function escape(text) {
  return text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign]);
}
