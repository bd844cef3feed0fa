import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { button } from '../forms/button.js';

interface DeviceOptions {
  /** `client.recoveryLink()` */
  recoveryLink: string | undefined;
  onForget: () => void;
}

/** How to find one's participation again elsewhere, and how to leave no trace of it here (computers are shared). */
export function onThisDevice({ recoveryLink, onForget }: DeviceOptions): TemplateResult {
  return html`${
      recoveryLink
        ? html`<p><a href=${recoveryLink} rel="noreferrer">${msg('Voir tout ce que j’ai donné')}</a></p>
            <details>
              <summary>${msg('Retrouver ma participation sur un autre appareil')}</summary>
              <p>
                ${msg('Gardez ce lien pour vous : qui l’ouvre peut modifier ou retirer ce que vous avez donné.')}
                <a href=${recoveryLink} rel="noreferrer">${msg('Lien de récupération')}</a>
              </p>
            </details>`
        : nothing
    }
    <details>
      <summary>${msg('Oublier sur cet appareil')}</summary>
      <div class="stack">
        <p>
          ${msg(
            'Ce navigateur oubliera votre participation, vos brouillons et ce qui n’est pas encore envoyé. Ce qui est déjà reçu reste au dossier ; sans le lien de récupération, vous ne pourrez plus le modifier ni le retirer.',
          )}
        </p>
        ${button({ label: msg('Oublier maintenant'), variant: 'secondary', compact: true, onClick: onForget })}
      </div>
    </details>`;
}

/** Once this device has forgotten. */
export function forgottenWords(): string {
  return msg('C’est fait : ce navigateur ne sait plus que vous avez participé.');
}
